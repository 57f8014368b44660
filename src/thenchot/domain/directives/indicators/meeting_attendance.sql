-- Of the members with a vote at the regular meetings of the year up to the day, how many were present? A meeting of which nobody is
-- written down has not reported.
WITH present AS (
    SELECT
        attendance.meeting_id AS meeting_id,
        SUM(CASE WHEN attendance.is_present THEN 1 ELSE 0 END) AS number
    FROM directives_attendance AS attendance
    GROUP BY attendance.meeting_id
)
SELECT
    meeting.unit_id AS unit_id,
    meeting.id AS record_id,
    '' AS slice,
    present.number AS numerator,
    meeting.members AS denominator,
    CASE
        WHEN present.number IS NULL THEN 'not_reported'
        WHEN present.number < meeting.members THEN 'away'
    END AS cause
FROM directives_meeting AS meeting
JOIN directives_cellmeeting AS regular ON regular.meeting_id = meeting.id
LEFT JOIN present ON present.meeting_id = meeting.id
WHERE meeting.held_on <= :as_of AND meeting.held_on > :since
