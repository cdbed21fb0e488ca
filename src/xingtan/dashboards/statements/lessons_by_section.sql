SELECT
  COALESCE("t2"."value", 0) AS "value"
FROM (
  SELECT
    COUNT(*) AS "value"
  FROM (
    SELECT
      "t0"."section",
      "t0"."course",
      "t0"."university",
      "t0"."starts" AS "day"
    FROM "section" AS "t0"
  ) AS "t1"
) AS "t2"
