SELECT posting.person_id AS person_id, posting.unit_id AS unit_id
FROM people_posting AS posting
WHERE posting.from_on <= :as_of AND (posting.until_on IS NULL OR posting.until_on > :as_of)
QUALIFY ROW_NUMBER() OVER (PARTITION BY posting.person_id ORDER BY posting.from_on DESC) = 1
