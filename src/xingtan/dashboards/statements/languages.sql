SELECT
  COALESCE("t2"."value", 0) AS "value"
FROM (
  SELECT
    COUNT(*) AS "value"
  FROM (
    SELECT DISTINCT
      COALESCE("t0"."language", '') AS "tongue"
    FROM "course" AS "t0"
    WHERE
      "t0"."closed" IS NULL AND COALESCE("t0"."language", '') <> ''
  ) AS "t1"
) AS "t2"
