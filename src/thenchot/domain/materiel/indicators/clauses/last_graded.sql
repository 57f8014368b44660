SELECT grading.equipment_id AS equipment_id, MAX(grading.graded_on) AS graded_on
FROM materiel_grading AS grading
WHERE grading.graded_on <= :as_of
GROUP BY grading.equipment_id
