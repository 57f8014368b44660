SELECT held.person_id AS person_id, known.category AS category
FROM people_rankheld AS held
JOIN people_rank AS known ON known.id = held.rank_id
WHERE held.from_on <= :as_of
QUALIFY ROW_NUMBER() OVER (PARTITION BY held.person_id ORDER BY held.from_on DESC) = 1
