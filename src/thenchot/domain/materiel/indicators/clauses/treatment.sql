-- How the formula in force counts each state: left out, down, or by grade (the rest).
SELECT term.state AS state, term.treatment AS treatment
FROM materiel_coefficientformula AS known
JOIN formula ON formula.in_force = 1
JOIN materiel_formulaterm AS term ON term.formula_id = known.id
WHERE
    known.code = 'TECHNICAL_READINESS'
    AND known.valid_from <= :as_of
    AND (known.valid_until IS NULL OR known.valid_until > :as_of)
