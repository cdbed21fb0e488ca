SELECT
  COALESCE("t7"."value", 0) AS "value"
FROM (
  SELECT
    COUNT(*) AS "value"
  FROM (
    SELECT DISTINCT
      "t5"."course",
      "t5"."day" AS "begun"
    FROM (
      SELECT
        "t2"."course",
        "t2"."starts" AS "day",
        "t4"."home" AS "university"
      FROM "section" AS "t2"
      INNER JOIN (
        SELECT
          "t1"."course" AS "of",
          "t1"."university" AS "home"
        FROM "course" AS "t1"
      ) AS "t4"
        ON "t2"."course" = "t4"."of"
    ) AS "t5"
  ) AS "t6"
) AS "t7"
