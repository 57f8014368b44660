-- Of the regular meetings required of each body in the last twelve whole months, how many were held? A month's surplus makes up for
-- no other month. Required is what the rule in force on the month's first day asks, of bodies that were there all month. A body of
-- which no meeting at all is written down in those months has not reported. (A bound cannot stand alone in a list of columns; so COALESCE.)
WITH calendar AS (
    SELECT COALESCE(:m1, :as_of) AS start_on, COALESCE(:m0, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m2, :as_of) AS start_on, COALESCE(:m1, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m3, :as_of) AS start_on, COALESCE(:m2, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m4, :as_of) AS start_on, COALESCE(:m3, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m5, :as_of) AS start_on, COALESCE(:m4, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m6, :as_of) AS start_on, COALESCE(:m5, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m7, :as_of) AS start_on, COALESCE(:m6, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m8, :as_of) AS start_on, COALESCE(:m7, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m9, :as_of) AS start_on, COALESCE(:m8, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m10, :as_of) AS start_on, COALESCE(:m9, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m11, :as_of) AS start_on, COALESCE(:m10, :as_of) AS until_on
    UNION ALL SELECT COALESCE(:m12, :as_of) AS start_on, COALESCE(:m11, :as_of) AS until_on
),
asked AS (
    SELECT
        body.id AS body_id,
        body.unit_id AS unit_id,
        calendar.start_on AS start_on,
        calendar.until_on AS until_on,
        rule.a_month AS required
    FROM people_body AS body
    JOIN directives_meetingrule AS rule ON rule.kind = body.kind
    JOIN calendar
        ON rule.valid_from <= calendar.start_on
        AND (rule.valid_until IS NULL OR rule.valid_until > calendar.start_on)
        AND body.founded_on <= calendar.start_on
        AND (body.closed_on IS NULL OR body.closed_on >= calendar.until_on)
),
counted AS (
    SELECT
        asked.body_id AS body_id,
        asked.unit_id AS unit_id,
        asked.start_on AS start_on,
        asked.required AS required,
        COUNT(meeting.id) AS held
    FROM asked
    LEFT JOIN directives_cellmeeting AS regular ON regular.body_id = asked.body_id
    LEFT JOIN directives_meeting AS meeting
        ON meeting.id = regular.meeting_id
        AND meeting.held_on >= asked.start_on
        AND meeting.held_on < asked.until_on
    GROUP BY asked.body_id, asked.unit_id, asked.start_on, asked.required
),
whole AS (
    SELECT
        counted.body_id AS body_id,
        counted.unit_id AS unit_id,
        SUM(counted.held) AS written,
        SUM(CASE WHEN counted.held < counted.required THEN counted.held ELSE counted.required END) AS held,
        SUM(counted.required) AS required
    FROM counted
    GROUP BY counted.body_id, counted.unit_id
)
SELECT
    whole.unit_id AS unit_id,
    whole.body_id AS record_id,
    '' AS slice,
    CASE WHEN whole.written = 0 THEN NULL ELSE whole.held END AS numerator,
    whole.required AS denominator,
    CASE
        WHEN whole.written = 0 THEN 'not_reported'
        WHEN whole.held < whole.required THEN 'short'
    END AS cause
FROM whole
