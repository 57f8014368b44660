SELECT step.task_id AS task_id, step.state AS state, step.due_on AS due_on, step."on" AS on_day
FROM directives_taskstep AS step
WHERE step."on" <= :as_of
QUALIFY ROW_NUMBER() OVER (PARTITION BY step.task_id ORDER BY step.number DESC) = 1
