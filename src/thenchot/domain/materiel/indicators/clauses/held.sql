SELECT custody.equipment_id AS equipment_id, custody.unit_id AS unit_id
FROM materiel_custody AS custody
WHERE custody.from_on <= :as_of AND (custody.until_on IS NULL OR custody.until_on > :as_of)
