SELECT known.variant_id AS variant_id, COUNT(*) AS in_force
FROM materiel_setlist AS known
WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
GROUP BY known.variant_id
