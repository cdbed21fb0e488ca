SELECT
  COALESCE("t2"."value", 0) AS "value"
FROM (
  SELECT
    COUNT(*) AS "value"
  FROM (
    SELECT
      *
    FROM "course" AS "t0"
    WHERE
      "t0"."closed" IS NULL
  ) AS "t1"
) AS "t2"
