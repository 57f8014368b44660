SELECT known.code AS code, COUNT(*) AS in_force
FROM materiel_gradescheme AS known
WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
GROUP BY known.code
