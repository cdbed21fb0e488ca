SELECT
  COALESCE("t1"."value", 0) AS "value"
FROM (
  SELECT
    COUNT(*) AS "value"
  FROM "lesson" AS "t0"
) AS "t1"
