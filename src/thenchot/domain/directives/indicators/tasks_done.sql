-- Of the tasks due by the day (extensions count), how many were done by then, late or not? The others are overdue, by the state they are in.
-- Read from the steps, so a past day answers as it stood. A recalled task does not apply.
SELECT
    task.unit_id AS unit_id,
    task.id AS record_id,
    '' AS slice,
    CASE WHEN stood.state = 'closed' THEN 1 ELSE 0 END AS numerator,
    CASE WHEN stood.state = 'recalled' THEN 0 ELSE 1 END AS denominator,
    CASE WHEN stood.state = 'closed' THEN NULL ELSE stood.state END AS cause
FROM directives_task AS task
JOIN stood ON stood.task_id = task.id
WHERE stood.due_on < :as_of
