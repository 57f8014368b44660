-- What can still be won: a task due on the day itself counts once it is closed. For one that is late already it is too late, and the key
-- link says so; tasks_done names what to close then.
WITH stood AS (
    SELECT step.task_id AS task_id, step.state AS state, step.due_on AS due_on
    FROM directives_taskstep AS step
    WHERE step."on" <= :as_of
    QUALIFY ROW_NUMBER() OVER (PARTITION BY step.task_id ORDER BY step.number DESC) = 1
)
SELECT
    task.id AS record_id,
    'close/' || task.id AS obstacle_id,
    CASE WHEN task.classification = 0 THEN task.name ELSE '' END AS label,
    task.unit_id AS unit_id,
    task.cost AS cost,
    NULL AS days,
    '' AS resource,
    stood.state AS cause
FROM directives_task AS task
JOIN stood ON stood.task_id = task.id
WHERE stood.due_on = :as_of AND stood.state <> 'closed' AND stood.state <> 'recalled'
