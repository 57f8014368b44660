-- What a grade of a class means on the day, where exactly one scheme says so.
SELECT
    known.code AS scheme_code,
    grade.code AS grade,
    grade.is_good AS is_good,
    grade.is_disposal_candidate AS is_disposal_candidate
FROM materiel_gradescheme AS known
JOIN scheme ON scheme.code = known.code AND scheme.in_force = 1
JOIN materiel_grade AS grade ON grade.scheme_id = known.id
WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
