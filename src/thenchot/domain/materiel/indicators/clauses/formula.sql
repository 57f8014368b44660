SELECT COUNT(*) AS in_force
FROM materiel_coefficientformula AS known
WHERE
    known.code = 'TECHNICAL_READINESS'
    AND known.valid_from <= :as_of
    AND (known.valid_until IS NULL OR known.valid_until > :as_of)
