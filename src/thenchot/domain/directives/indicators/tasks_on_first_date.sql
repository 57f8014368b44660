-- Of the tasks whose first due date has come, how many were accepted no later than that, extended or not? Read from
-- the steps, so a past day answers as it stood. A recalled task does not apply.
SELECT
    task.unit_id AS unit_id,
    task.id AS record_id,
    '' AS slice,
    CASE WHEN stood.state = 'closed' AND stood.on_day <= task.first_due_on THEN 1 ELSE 0 END AS numerator,
    CASE WHEN stood.state = 'recalled' THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN stood.state = 'closed' AND stood.on_day <= task.first_due_on THEN NULL
        WHEN stood.state = 'closed' THEN 'late'
        ELSE stood.state
    END AS cause
FROM directives_task AS task
JOIN stood ON stood.task_id = task.id
WHERE task.first_due_on <= :as_of
