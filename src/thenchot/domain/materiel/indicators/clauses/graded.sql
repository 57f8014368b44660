SELECT grading.equipment_id AS equipment_id, grading.grade AS grade
FROM materiel_grading AS grading
WHERE grading.graded_on <= :as_of
QUALIFY ROW_NUMBER() OVER (PARTITION BY grading.equipment_id ORDER BY grading.graded_on DESC) = 1
