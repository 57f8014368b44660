-- What stands between people and a document: one session of their unit briefs all of them there who do not know it yet.
SELECT
    duty.id AS record_id,
    'brief/' || duty.document_id || '/' || unit.code AS obstacle_id,
    CASE WHEN document.classification = 0 THEN document.symbol ELSE '' END AS label,
    duty.unit_id AS unit_id,
    NULL AS cost,
    NULL AS days,
    '' AS resource,
    'hold_session' AS cause
FROM directives_briefingduty AS duty
JOIN directives_document AS document ON document.id = duty.document_id
JOIN organisation_unit AS unit ON unit.id = duty.unit_id
WHERE duty.given_on <= :as_of AND (duty.known_on IS NULL OR duty.known_on > :as_of)
