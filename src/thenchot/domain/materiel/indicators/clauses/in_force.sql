SELECT known.variant_id AS variant_id, known.id AS list_id
FROM materiel_setlist AS known
JOIN lists ON lists.variant_id = known.variant_id AND lists.in_force = 1
WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
