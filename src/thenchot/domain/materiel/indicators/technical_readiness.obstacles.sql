-- What stands between an item that does not count as good and good, by the coefficient formula in force: the parts it waits for,
-- else the repair its state or its grade calls for, on a bench of its group. Items of one type at one unit that nothing tells apart (no serial number, no lot) are one batch. What is graded
-- for disposal is replaced at the value in the register, where that is known in đồng for a single item.
WITH held AS (
    SELECT custody.equipment_id AS equipment_id, custody.unit_id AS unit_id
    FROM materiel_custody AS custody
    WHERE custody.from_on <= :as_of AND (custody.until_on IS NULL OR custody.until_on > :as_of)
),
graded AS (
    SELECT grading.equipment_id AS equipment_id, grading.grade AS grade
    FROM materiel_grading AS grading
    WHERE grading.graded_on <= :as_of
    QUALIFY ROW_NUMBER() OVER (PARTITION BY grading.equipment_id ORDER BY grading.graded_on DESC) = 1
),
standing AS (
    SELECT interval.equipment_id AS equipment_id, interval.state AS state
    FROM materiel_stateinterval AS interval
    WHERE interval.from_on <= :as_of AND (interval.until_on IS NULL OR interval.until_on > :as_of)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY interval.equipment_id ORDER BY interval.from_on DESC) = 1
),
formula AS (
    SELECT COUNT(*) AS in_force
    FROM materiel_coefficientformula AS known
    WHERE
        known.code = 'TECHNICAL_READINESS'
        AND known.valid_from <= :as_of
        AND (known.valid_until IS NULL OR known.valid_until > :as_of)
),
treatment AS (
    -- How the formula in force counts each state: left out, down, or by grade (the rest).
    SELECT term.state AS state, term.treatment AS treatment
    FROM materiel_coefficientformula AS known
    JOIN formula ON formula.in_force = 1
    JOIN materiel_formulaterm AS term ON term.formula_id = known.id
    WHERE
        known.code = 'TECHNICAL_READINESS'
        AND known.valid_from <= :as_of
        AND (known.valid_until IS NULL OR known.valid_until > :as_of)
),
scheme AS (
    SELECT known.code AS code, COUNT(*) AS in_force
    FROM materiel_gradescheme AS known
    WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
    GROUP BY known.code
),
meaning AS (
    SELECT
        known.code AS scheme_code,
        grade.code AS grade,
        grade.is_good AS is_good,
        grade.is_disposal_candidate AS is_disposal_candidate
    FROM materiel_gradescheme AS known
    JOIN scheme ON scheme.code = known.code AND scheme.in_force = 1
    JOIN materiel_grade AS grade ON grade.scheme_id = known.id
    WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
)
SELECT
    equipment.id AS record_id,
    'repair/' || unit.code || '/' || type.code || '/' || equipment.lot_number || '/' || equipment.serial_number AS obstacle_id,
    type.name || ' ' || equipment.serial_number AS label,
    held.unit_id AS unit_id,
    CASE
        WHEN
            NOT meaning.is_good AND meaning.is_disposal_candidate
            AND equipment.currency = 'VND' AND equipment.quantity = 1000
            THEN equipment.unit_value
        ELSE NULL
    END AS cost,
    NULL AS days,
    family.name AS resource,
    CASE
        WHEN NOT meaning.is_good AND meaning.is_disposal_candidate THEN 'replace'
        WHEN treatment.treatment = 'down_supply' THEN 'awaiting_parts'
        WHEN NOT meaning.is_good AND graded.grade = 3 THEN 'repair_grade_3'
        WHEN NOT meaning.is_good AND graded.grade = 4 THEN 'repair_grade_4'
        ELSE 'repair'
    END AS cause
FROM held
JOIN formula ON formula.in_force = 1
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
JOIN materiel_type AS type ON type.id = equipment.type_id
JOIN materiel_group AS family ON family.id = type.group_id
JOIN organisation_unit AS unit ON unit.id = held.unit_id
LEFT JOIN graded ON graded.equipment_id = equipment.id
LEFT JOIN meaning ON meaning.scheme_code = type.grade_scheme AND meaning.grade = graded.grade
LEFT JOIN standing ON standing.equipment_id = equipment.id
LEFT JOIN treatment ON treatment.state = COALESCE(standing.state, 'in_use')
WHERE
    (equipment.removed_on IS NULL OR equipment.removed_on > :as_of)
    AND (
        treatment.treatment IN ('down_maintenance', 'down_supply', 'down_other')
        OR (COALESCE(treatment.treatment, 'by_grade') <> 'left_out' AND NOT meaning.is_good)
    )
