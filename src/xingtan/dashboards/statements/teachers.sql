SELECT
  COALESCE("t12"."value", 0) AS "value"
FROM (
  SELECT
    COUNT(*) AS "value"
  FROM (
    SELECT DISTINCT
      "t10"."teacher"
    FROM (
      SELECT
        "t9".*
        EXCLUDE ("of")
      FROM (
        SELECT
          "t3"."teacher",
          "t3"."course",
          "t8"."platform",
          "t8"."discipline",
          "t8"."language",
          "t8"."kind",
          "t8"."opened",
          "t8"."closed",
          "t8"."lessons",
          "t8"."enrolled",
          "t5"."of",
          "t5"."university"
        FROM "teaches" AS "t3"
        INNER JOIN (
          SELECT
            "t6".*
            EXCLUDE ("university")
          FROM (
            SELECT
              *
            FROM "course" AS "t2"
            WHERE
              "t2"."closed" IS NULL
          ) AS "t6"
        ) AS "t8"
          ON "t3"."course" = "t8"."course"
        LEFT OUTER JOIN (
          SELECT
            "t1"."teacher" AS "of",
            "t1"."university"
          FROM "teacher" AS "t1"
        ) AS "t5"
          ON "t3"."teacher" = "t5"."of"
      ) AS "t9"
    ) AS "t10"
  ) AS "t11"
) AS "t12"
