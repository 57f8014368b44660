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
