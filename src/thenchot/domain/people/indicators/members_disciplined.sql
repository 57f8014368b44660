-- Which of the members were disciplined within the year up to the day? A member is counted once, beside the body they belong to on
-- the day; whoever was disciplined and is a member no longer counts where they last were one. An annulled decision does not count.
WITH struck AS (
    SELECT decision.person_id AS person_id, decision.form AS form
    FROM people_discipline AS decision
    WHERE decision.person_id IS NOT NULL
        AND decision.decided_on <= :as_of
        AND decision.decided_on > :since
        AND (decision.annulled_on IS NULL OR decision.annulled_on > :as_of)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY decision.person_id ORDER BY decision.decided_on DESC, decision.id DESC) = 1
),
member AS (
    SELECT
        membership.id AS id,
        membership.person_id AS person_id,
        membership.until_on AS until_on,
        body.unit_id AS unit_id
    FROM people_bodymembership AS membership
    JOIN people_body AS body ON body.id = membership.body_id
    WHERE body.kind IN ('party_organisation', 'party_cell') AND membership.from_on <= :as_of
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY membership.person_id ORDER BY membership.from_on DESC, membership.id DESC
    ) = 1
)
SELECT
    member.unit_id AS unit_id,
    member.id AS record_id,
    '' AS slice,
    CASE WHEN struck.person_id IS NULL THEN 0 ELSE 1 END AS numerator,
    1 AS denominator,
    struck.form AS cause
FROM member
LEFT JOIN struck ON struck.person_id = member.person_id
WHERE member.until_on IS NULL OR member.until_on > :as_of OR struck.person_id IS NOT NULL
