SELECT member.complete_set_id AS set_id, item.type_id AS type_id, member.mark AS mark, SUM(item.quantity) AS quantity
FROM materiel_setmember AS member
JOIN materiel_equipment AS item ON item.id = member.equipment_id
JOIN holder ON holder.set_id = member.complete_set_id
JOIN held ON held.equipment_id = item.id AND held.unit_id = holder.unit_id
WHERE member.from_on <= :as_of AND (member.until_on IS NULL OR member.until_on > :as_of)
GROUP BY member.complete_set_id, item.type_id, member.mark
