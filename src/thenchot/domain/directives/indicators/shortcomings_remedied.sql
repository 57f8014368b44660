-- Of the shortcomings that bodies named at meetings and whose remedy was due by the day, how many are put right: the task accepted?
WITH stood AS (
    SELECT step.task_id AS task_id, step.state AS state, step.due_on AS due_on
    FROM directives_taskstep AS step
    WHERE step."on" <= :as_of
    QUALIFY ROW_NUMBER() OVER (PARTITION BY step.task_id ORDER BY step.number DESC) = 1
)
SELECT
    meeting.unit_id AS unit_id,
    shortcoming.id AS record_id,
    '' AS slice,
    CASE WHEN stood.state = 'closed' THEN 1 ELSE 0 END AS numerator,
    CASE WHEN stood.state = 'recalled' THEN 0 ELSE 1 END AS denominator,
    CASE WHEN stood.state = 'closed' THEN NULL ELSE stood.state END AS cause
FROM directives_shortcoming AS shortcoming
JOIN directives_meeting AS meeting ON meeting.id = shortcoming.meeting_id
JOIN stood ON stood.task_id = shortcoming.remedy_id
WHERE meeting.held_on <= :as_of AND stood.due_on <= :as_of
