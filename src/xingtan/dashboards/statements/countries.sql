SELECT
  COALESCE("t9"."value", 0) AS "value"
FROM (
  SELECT
    COUNT(*) AS "value"
  FROM (
    SELECT DISTINCT
      "t7"."land"
    FROM (
      SELECT
        "t6".*
        EXCLUDE ("place")
      FROM (
        SELECT
          "t4"."course",
          "t4"."university",
          "t4"."platform",
          "t4"."discipline",
          "t4"."language",
          "t4"."kind",
          "t4"."opened",
          "t4"."closed",
          "t4"."lessons",
          "t4"."enrolled",
          "t5"."place",
          "t5"."land"
        FROM (
          SELECT
            *
          FROM "course" AS "t0"
          WHERE
            "t0"."closed" IS NULL
        ) AS "t4"
        INNER JOIN (
          SELECT
            "t1"."university" AS "place",
            COALESCE("t1"."country", '') AS "land"
          FROM "university" AS "t1"
        ) AS "t5"
          ON "t4"."university" = "t5"."place"
      ) AS "t6"
    ) AS "t7"
    WHERE
      "t7"."land" <> ''
  ) AS "t8"
) AS "t9"
