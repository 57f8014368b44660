SELECT
    assessment.id AS id,
    assessment.subject AS depot_id,
    assessment.standard_version_id AS version_id,
    assessment.valid_until AS valid_until,
    version.pass_mark AS pass_mark
FROM standards_assessment AS assessment
JOIN standards_standardversion AS version ON version.id = assessment.standard_version_id
JOIN standard ON standard.id = version.standard_id
WHERE assessment.assessed_on <= :as_of AND assessment.subject_model = 'depots.depot'
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY assessment.subject ORDER BY assessment.assessed_on DESC, version.number DESC, assessment.id DESC
) = 1
