-- Which of the officers who serve on the day have college or higher? Each is counted once, in the unit where they are posted that
-- day, by the highest level in force. Whose rank or qualifications nobody has written down is missing.
SELECT
    posted.unit_id AS unit_id,
    posted.person_id AS record_id,
    '' AS slice,
    CASE
        WHEN ranked.category IS NULL OR highest.place IS NULL THEN NULL
        WHEN highest.place <= 4 THEN 1
        ELSE 0
    END AS numerator,
    1 AS denominator,
    CASE
        WHEN ranked.category IS NULL THEN 'no_rank'
        WHEN highest.place IS NULL THEN 'no_qualification'
        WHEN highest.place <= 4 THEN NULL
        WHEN highest.place = 5 THEN 'intermediate'
        ELSE 'elementary'
    END AS cause
FROM posted
LEFT JOIN ranked ON ranked.person_id = posted.person_id
LEFT JOIN highest ON highest.person_id = posted.person_id
WHERE ranked.category IS NULL OR ranked.category = 'officer'
