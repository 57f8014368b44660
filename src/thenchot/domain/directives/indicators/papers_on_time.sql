-- Of the regular meetings of the year up to the day, for how many were the papers out as early as the rule asks? Where nobody wrote
-- down when they were sent, it has not been reported.
SELECT
    meeting.unit_id AS unit_id,
    regular.id AS record_id,
    '' AS slice,
    CASE
        WHEN regular.papers_sent_on IS NULL THEN NULL
        WHEN regular.papers_sent_on <= regular.papers_due_on THEN 1
        ELSE 0
    END AS numerator,
    1 AS denominator,
    CASE
        WHEN regular.papers_sent_on IS NULL THEN 'not_reported'
        WHEN regular.papers_sent_on > regular.papers_due_on THEN 'late'
    END AS cause
FROM directives_cellmeeting AS regular
JOIN directives_meeting AS meeting ON meeting.id = regular.meeting_id
WHERE meeting.held_on <= :as_of AND meeting.held_on > :since
