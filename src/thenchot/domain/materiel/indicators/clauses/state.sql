-- An item of which no state is written is in use.
SELECT known.equipment_id AS equipment_id, known.state AS state
FROM materiel_stateinterval AS known
WHERE known.from_on <= :as_of AND (known.until_on IS NULL OR known.until_on > :as_of)
QUALIFY ROW_NUMBER() OVER (PARTITION BY known.equipment_id ORDER BY known.from_on DESC) = 1
