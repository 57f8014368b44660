-- Which of the officers who serve on the day have a postgraduate degree (master or doctor)? Each is counted once, in the unit where they are posted that
-- day, by the highest level in force. Whose rank or qualifications nobody has written down is missing.
WITH posted AS (
    SELECT posting.person_id AS person_id, posting.unit_id AS unit_id
    FROM people_posting AS posting
    WHERE posting.from_on <= :as_of AND (posting.until_on IS NULL OR posting.until_on > :as_of)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY posting.person_id ORDER BY posting.from_on DESC) = 1
),
ranked AS (
    SELECT held.person_id AS person_id, known.category AS category
    FROM people_rankheld AS held
    JOIN people_rank AS known ON known.id = held.rank_id
    WHERE held.from_on <= :as_of
    QUALIFY ROW_NUMBER() OVER (PARTITION BY held.person_id ORDER BY held.from_on DESC) = 1
),
highest AS (
    SELECT
        reached.person_id AS person_id,
        MIN(CASE reached.level
            WHEN 'doctor' THEN 1
            WHEN 'master' THEN 2
            WHEN 'university' THEN 3
            WHEN 'college' THEN 4
            WHEN 'intermediate' THEN 5
            ELSE 6
        END) AS place
    FROM people_qualification AS reached
    WHERE reached.awarded_on <= :as_of AND (reached.valid_until IS NULL OR reached.valid_until > :as_of)
    GROUP BY reached.person_id
)
SELECT
    posted.unit_id AS unit_id,
    posted.person_id AS record_id,
    '' AS slice,
    CASE
        WHEN ranked.category IS NULL OR highest.place IS NULL THEN NULL
        WHEN highest.place <= 2 THEN 1
        ELSE 0
    END AS numerator,
    1 AS denominator,
    CASE
        WHEN ranked.category IS NULL THEN 'no_rank'
        WHEN highest.place IS NULL THEN 'no_qualification'
        WHEN highest.place <= 2 THEN NULL
        WHEN highest.place = 3 THEN 'university'
        WHEN highest.place = 4 THEN 'college'
        WHEN highest.place = 5 THEN 'intermediate'
        ELSE 'elementary'
    END AS cause
FROM posted
LEFT JOIN ranked ON ranked.person_id = posted.person_id
LEFT JOIN highest ON highest.person_id = posted.person_id
WHERE ranked.category IS NULL OR ranked.category = 'officer'
