-- What stands between an item that is not good and good: the parts it waits for, else the repair its grade calls for, on a bench
-- of its group. Items of one type at one unit that nothing tells apart (no serial number, no lot) are one batch. What is graded
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
        WHEN meaning.is_disposal_candidate AND equipment.currency = 'VND' AND equipment.quantity = 1000
            THEN equipment.unit_value
        ELSE NULL
    END AS cost,
    NULL AS days,
    family.name AS resource,
    CASE
        WHEN meaning.is_disposal_candidate THEN 'replace'
        WHEN standing.state = 'awaiting_parts' THEN 'awaiting_parts'
        WHEN graded.grade = 3 THEN 'repair_grade_3'
        WHEN graded.grade = 4 THEN 'repair_grade_4'
        ELSE 'repair'
    END AS cause
FROM held
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
JOIN materiel_type AS type ON type.id = equipment.type_id
JOIN materiel_group AS family ON family.id = type.group_id
JOIN organisation_unit AS unit ON unit.id = held.unit_id
JOIN graded ON graded.equipment_id = equipment.id
JOIN meaning ON meaning.scheme_code = type.grade_scheme AND meaning.grade = graded.grade
LEFT JOIN standing ON standing.equipment_id = equipment.id
WHERE NOT meaning.is_good AND (equipment.removed_on IS NULL OR equipment.removed_on > :as_of)
