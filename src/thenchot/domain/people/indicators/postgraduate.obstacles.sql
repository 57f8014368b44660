-- What stands between an officer and a postgraduate degree: a place in training. Where the training plan holds one that is neither done nor given
-- up, its cost and time are known; where it holds none, there is still a place to be found, at a price nobody has named.
WITH enough AS (
    SELECT reached.person_id AS person_id, COUNT(*) AS found
    FROM people_qualification AS reached
    WHERE reached.awarded_on <= :as_of
        AND (reached.valid_until IS NULL OR reached.valid_until > :as_of)
        AND reached.level IN ('doctor', 'master')
    GROUP BY reached.person_id
),
place AS (
    SELECT
        training.person_id AS person_id,
        training.id AS id,
        training.field AS field,
        training.institution AS institution,
        training.cost AS cost,
        training.days AS days
    FROM people_training AS training
    WHERE training.planned_on <= :as_of
        AND (training.done_on IS NULL OR training.done_on > :as_of)
        AND (training.cancelled_on IS NULL OR training.cancelled_on > :as_of)
        AND training.level IN ('doctor', 'master')
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY training.person_id ORDER BY training.year, training.planned_on, training.id
    ) = 1
)
SELECT
    posted.person_id AS record_id,
    person.number || '/postgraduate' AS obstacle_id,
    COALESCE(place.field, '') AS label,
    posted.unit_id AS unit_id,
    place.cost AS cost,
    place.days AS days,
    COALESCE(place.institution, '') AS resource,
    'training' AS cause
FROM posted
JOIN ranked ON ranked.person_id = posted.person_id AND ranked.category = 'officer'
JOIN people_person AS person ON person.id = posted.person_id
LEFT JOIN enough ON enough.person_id = posted.person_id
LEFT JOIN place ON place.person_id = posted.person_id
WHERE enough.person_id IS NULL
