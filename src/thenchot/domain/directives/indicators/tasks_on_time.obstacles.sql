-- What can still be won: a task due on the day itself counts once it is closed. For one that is late already it is too late, and the key
-- link says so; tasks_done names what to close then.
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
