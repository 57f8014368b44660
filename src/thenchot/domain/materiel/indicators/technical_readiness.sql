-- Which of the equipment on hand is technically good? By the coefficient formula in force on the day, which says how each state
-- counts: left out, down for maintenance, supply or another cause, or by grade. A grade is good where the scheme of its class, in
-- force on the day, calls it so. Weighted by quantity. The same rule as materiel.states.rules.on_day; a test holds the two equal.
-- Missing: what is not graded, and what no rule, or more than one, is in force for (formula or scheme).
SELECT
    held.unit_id AS unit_id,
    equipment.id AS record_id,
    '' AS slice,
    CASE
        WHEN formula.in_force <> 1 THEN NULL
        WHEN treatment.treatment IN ('left_out', 'down_maintenance', 'down_supply', 'down_other') THEN 0
        WHEN meaning.is_good THEN equipment.quantity
        WHEN NOT meaning.is_good THEN 0
        ELSE NULL
    END AS numerator,
    CASE
        WHEN formula.in_force = 1 AND treatment.treatment = 'left_out' THEN 0
        ELSE equipment.quantity
    END AS denominator,
    CASE
        WHEN formula.in_force = 0 THEN 'no_formula'
        WHEN formula.in_force > 1 THEN 'two_formulas'
        WHEN treatment.treatment = 'left_out' THEN 'left_out'
        WHEN treatment.treatment = 'down_maintenance' THEN 'down_maintenance'
        WHEN treatment.treatment = 'down_supply' THEN 'down_supply'
        WHEN treatment.treatment = 'down_other' THEN 'down_other'
        WHEN graded.grade IS NULL THEN 'ungraded'
        WHEN scheme.in_force > 1 THEN 'conflict'
        WHEN meaning.is_good IS NULL THEN 'no_rule'
        WHEN meaning.is_good THEN NULL
        WHEN graded.grade = 1 THEN 'grade_1'
        WHEN graded.grade = 2 THEN 'grade_2'
        WHEN graded.grade = 3 THEN 'grade_3'
        WHEN graded.grade = 4 THEN 'grade_4'
        WHEN graded.grade = 5 THEN 'grade_5'
        ELSE 'not_good'
    END AS cause
FROM held
JOIN formula ON formula.in_force >= 0
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
JOIN materiel_type AS type ON type.id = equipment.type_id
LEFT JOIN graded ON graded.equipment_id = equipment.id
LEFT JOIN state ON state.equipment_id = equipment.id
LEFT JOIN treatment ON treatment.state = COALESCE(state.state, 'in_use')
LEFT JOIN scheme ON scheme.code = type.grade_scheme
LEFT JOIN meaning ON meaning.scheme_code = type.grade_scheme AND meaning.grade = graded.grade
WHERE equipment.removed_on IS NULL OR equipment.removed_on > :as_of
