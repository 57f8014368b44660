-- Which of the equipment on hand is technically good? Good is what the grade scheme of its class, in force on the day, calls
-- good. Weighted by quantity. Ungraded equipment is missing, and so is a grade for which no rule, or more than one, is in force.
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
scheme AS (
    SELECT known.code AS code, COUNT(*) AS in_force
    FROM materiel_gradescheme AS known
    WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
    GROUP BY known.code
),
meaning AS (
    -- What a grade of a class means on the day, where exactly one scheme says so.
    SELECT known.code AS scheme_code, grade.code AS grade, grade.is_good AS is_good
    FROM materiel_gradescheme AS known
    JOIN scheme ON scheme.code = known.code AND scheme.in_force = 1
    JOIN materiel_grade AS grade ON grade.scheme_id = known.id
    WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
)
SELECT
    held.unit_id AS unit_id,
    equipment.id AS record_id,
    '' AS slice,
    CASE WHEN meaning.is_good THEN equipment.quantity WHEN NOT meaning.is_good THEN 0 ELSE NULL END AS numerator,
    equipment.quantity AS denominator,
    CASE
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
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
JOIN materiel_type AS type ON type.id = equipment.type_id
LEFT JOIN graded ON graded.equipment_id = equipment.id
LEFT JOIN scheme ON scheme.code = type.grade_scheme
LEFT JOIN meaning ON meaning.scheme_code = type.grade_scheme AND meaning.grade = graded.grade
WHERE equipment.removed_on IS NULL OR equipment.removed_on > :as_of
