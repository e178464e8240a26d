-- The warehouse: what ingest writes; what screens, exports and outside SQL read.
-- One statement per line of thought: a table, then its comments. The data
-- dictionary (docs/data-dictionary.md) is generated from the comments.

CREATE TABLE build (
  build_id        VARCHAR PRIMARY KEY,
  built_at        TIMESTAMP NOT NULL,
  schema_version  INTEGER NOT NULL,
  catalog_sha256  VARCHAR NOT NULL,
  software        MAP(VARCHAR, VARCHAR) NOT NULL,
  counts          MAP(VARCHAR, BIGINT) NOT NULL
);
COMMENT ON TABLE build IS 'One build of this file.';
COMMENT ON COLUMN build.build_id IS 'Digest of the reports, the catalog and the decisions of people that were read; the same input gives the same id.';
COMMENT ON COLUMN build.built_at IS 'When the build ended (UTC).';
COMMENT ON COLUMN build.schema_version IS 'Version of this schema; raised when a column changes its meaning.';
COMMENT ON COLUMN build.catalog_sha256 IS 'Digest of all catalog files.';
COMMENT ON COLUMN build.software IS 'Versions of Python, DuckDB and this project that built the file.';
COMMENT ON COLUMN build.counts IS 'Rows per table; reviews: lines of the log of people''s decisions that the build read, where there are any.';

CREATE TABLE agency (
  agency_id       VARCHAR PRIMARY KEY,
  name_zh         VARCHAR NOT NULL,
  name_en         VARCHAR,
  government      VARCHAR NOT NULL,
  successor_of    VARCHAR,
  has_catalog     BOOLEAN NOT NULL
);
COMMENT ON TABLE agency IS 'One authority that reports: those the catalog describes, and those that other reports name.';
COMMENT ON COLUMN agency.agency_id IS 'Id in the catalog; of an authority that no catalog describes, its name with variant characters folded (臺 as 台).';
COMMENT ON COLUMN agency.name_zh IS 'Name with its government: 高雄市政府秘書處.';
COMMENT ON COLUMN agency.name_en IS 'Name in English; NULL where nobody has given one.';
COMMENT ON COLUMN agency.government IS 'The government or other body the authority is an office of, as its name says: 高雄市政府, 內政部; its own name where it is an office of none.';
COMMENT ON COLUMN agency.successor_of IS 'agency_id of the authority it was before: the two are one lineage, whose values are one series.';
COMMENT ON COLUMN agency.has_catalog IS 'Whether metrics are defined for it. Reports of others have text, numbers and tables, and no observations.';

CREATE TABLE report (
  report_id       VARCHAR PRIMARY KEY,
  title           VARCHAR NOT NULL,
  agency          VARCHAR NOT NULL,
  agency_id       VARCHAR,
  genre           VARCHAR NOT NULL CHECK (genre IN ('annual_performance', 'council_report', 'annual_plan', 'other')),
  session         VARCHAR,
  published       DATE,
  period_start    DATE NOT NULL,
  period_end      DATE NOT NULL,
  period_quote    VARCHAR NOT NULL,
  file            VARCHAR NOT NULL,
  sha256          VARCHAR NOT NULL,
  media_type      VARCHAR NOT NULL,
  pages           INTEGER,
  edition_of      VARCHAR,
  part            VARCHAR,
  CHECK (period_start <= period_end)
);
COMMENT ON TABLE report IS 'One published document.';
COMMENT ON COLUMN report.report_id IS 'The file''s stem.';
COMMENT ON COLUMN report.title IS 'Title as the report prints it, or made from agency, year and genre where it prints none.';
COMMENT ON COLUMN report.agency IS 'Reporting agency with its government, as its title and opening name it; 未載 where they do not.';
COMMENT ON COLUMN report.agency_id IS 'The reporting authority (agency); NULL where the report does not say who reports.';
COMMENT ON COLUMN report.genre IS 'annual_performance (施政績效成果報告), council_report (業務報告), annual_plan (施政計畫), other.';
COMMENT ON COLUMN report.session IS 'Council session the report was made for, as 第N屆第M次定期大會; NULL where none is named.';
COMMENT ON COLUMN report.published IS 'Date printed on the report; NULL where it prints none.';
COMMENT ON COLUMN report.period_start IS 'First day the report covers.';
COMMENT ON COLUMN report.period_end IS 'Last day the report covers.';
COMMENT ON COLUMN report.period_quote IS 'The words that state the period, verbatim; ''manifest'' where data/raw/manifest.yaml overrides it.';
COMMENT ON COLUMN report.file IS 'File name below data/raw/.';
COMMENT ON COLUMN report.sha256 IS 'Digest of the file''s bytes.';
COMMENT ON COLUMN report.media_type IS 'Media type of the file.';
COMMENT ON COLUMN report.pages IS 'Number of pages; NULL where the format has none.';
COMMENT ON COLUMN report.edition_of IS 'report_id of an earlier report that this one corrects.';
COMMENT ON COLUMN report.part IS 'Digest of the file and of all it was read with (catalog, code, limits): the same digest, the same rows.';

CREATE TABLE passage (
  report_id       VARCHAR NOT NULL REFERENCES report (report_id),
  passage_no      INTEGER NOT NULL,
  page            INTEGER,
  line            INTEGER,
  outline         VARCHAR[] NOT NULL,
  kind            VARCHAR NOT NULL CHECK (kind IN ('heading', 'paragraph', 'list_item', 'caption', 'table')),
  text            VARCHAR NOT NULL,
  folded          VARCHAR NOT NULL,
  by_ocr          BOOLEAN NOT NULL DEFAULT false,
  PRIMARY KEY (report_id, passage_no)
);
COMMENT ON TABLE passage IS 'One paragraph, heading, list item, caption or table of a report, whole again after line and page breaks.';
COMMENT ON COLUMN passage.report_id IS 'The report.';
COMMENT ON COLUMN passage.passage_no IS 'Position in the report, from 1.';
COMMENT ON COLUMN passage.page IS 'Page the passage begins on; NULL where the format has no pages.';
COMMENT ON COLUMN passage.line IS 'Line of the source the passage begins on, from 1; NULL where the format has no lines.';
COMMENT ON COLUMN passage.outline IS 'Headings above the passage, outermost first.';
COMMENT ON COLUMN passage.kind IS 'heading, paragraph, list_item, caption or table.';
COMMENT ON COLUMN passage.text IS 'The words as printed. In a table, cells are parted by tabs and rows by line feeds.';
COMMENT ON COLUMN passage.by_ocr IS 'Whether the words were recognised from an image: not to be shown without saying so.';
COMMENT ON COLUMN passage.folded IS 'text with compatibility ideographs, full-width forms and variant characters folded one for one: the same length, so offsets into text hold in it. For searching.';

CREATE TABLE quantity (
  report_id       VARCHAR NOT NULL,
  quantity_no     INTEGER NOT NULL,
  passage_no      INTEGER NOT NULL,
  char_start      INTEGER NOT NULL,
  char_end        INTEGER NOT NULL,
  raw             VARCHAR NOT NULL,
  form            VARCHAR NOT NULL CHECK (form IN ('number', 'ordinals', 'listed')),
  value           DOUBLE NOT NULL,
  unit            VARCHAR,
  qualifier       VARCHAR,
  label           VARCHAR,
  heads           VARCHAR[] NOT NULL DEFAULT [],
  period_start    DATE,
  period_end      DATE,
  period_basis    VARCHAR,
  page            INTEGER,
  x0              DOUBLE,
  top             DOUBLE,
  x1              DOUBLE,
  bottom          DOUBLE,
  PRIMARY KEY (report_id, quantity_no),
  FOREIGN KEY (report_id, passage_no) REFERENCES passage (report_id, passage_no),
  CHECK (char_start < char_end)
);
COMMENT ON TABLE quantity IS 'One number with a measure, as printed in a passage or a table cell.';
COMMENT ON COLUMN quantity.report_id IS 'The report.';
COMMENT ON COLUMN quantity.quantity_no IS 'Position in the report, from 1.';
COMMENT ON COLUMN quantity.passage_no IS 'The passage that prints it.';
COMMENT ON COLUMN quantity.char_start IS 'Offset of the first character of raw in passage.text, from 0.';
COMMENT ON COLUMN quantity.char_end IS 'Offset after the last character of raw in passage.text.';
COMMENT ON COLUMN quantity.raw IS 'The number as printed: passage.text[char_start:char_end].';
COMMENT ON COLUMN quantity.form IS 'number: raw is a number. ordinals: raw names ordinals (第2、3次) and value counts them. listed: raw is a named item, and value counts it.';
COMMENT ON COLUMN quantity.value IS 'Value in the base unit: 3,228.2萬元 is 32282000 元.';
COMMENT ON COLUMN quantity.unit IS 'Unit as printed, scales (千, 萬, 億) taken into the value; NULL where none is printed.';
COMMENT ON COLUMN quantity.qualifier IS 'Words that loosen or bound the value (約, 逾, 近, 至少, 各, 每人); NULL where none.';
COMMENT ON COLUMN quantity.label IS 'The words before the number that say what it counts.';
COMMENT ON COLUMN quantity.heads IS 'Of a number in a table: the cells with words left of its cell, then those above it, as printed; empty elsewhere.';
COMMENT ON COLUMN quantity.period_start IS 'First day the value covers, where the words near it state one.';
COMMENT ON COLUMN quantity.page IS 'Page the number stands on; NULL where the format has no pages.';
COMMENT ON COLUMN quantity.x0 IS 'Left edge on the page in points; NULL where the source has no geometry.';
COMMENT ON COLUMN quantity.top IS 'Upper edge in points from the top of the page.';
COMMENT ON COLUMN quantity.x1 IS 'Right edge in points.';
COMMENT ON COLUMN quantity.bottom IS 'Lower edge in points from the top of the page.';
COMMENT ON COLUMN quantity.period_end IS 'Last day the value covers.';
COMMENT ON COLUMN quantity.period_basis IS 'Why: stated (dates in the sentence), report (the report''s own period), year (a whole year), as_of (a day), event (since a dated event).';

CREATE TABLE report_table (
  report_id       VARCHAR NOT NULL,
  table_no        INTEGER NOT NULL,
  passage_no      INTEGER NOT NULL,
  page            INTEGER,
  title           VARCHAR,
  rows            INTEGER NOT NULL,
  columns         INTEGER NOT NULL,
  PRIMARY KEY (report_id, table_no),
  FOREIGN KEY (report_id, passage_no) REFERENCES passage (report_id, passage_no)
);
COMMENT ON TABLE report_table IS 'One table of a report, joined over page breaks.';
COMMENT ON COLUMN report_table.report_id IS 'The report.';
COMMENT ON COLUMN report_table.table_no IS 'Position among the report''s tables, from 1.';
COMMENT ON COLUMN report_table.passage_no IS 'The passage that holds the table''s text.';
COMMENT ON COLUMN report_table.page IS 'Page the table begins on; NULL where the format has no pages.';
COMMENT ON COLUMN report_table.title IS 'Caption or the heading it stands under.';
COMMENT ON COLUMN report_table.rows IS 'Number of rows.';
COMMENT ON COLUMN report_table.columns IS 'Number of columns of the widest row.';

CREATE TABLE table_cell (
  report_id       VARCHAR NOT NULL,
  table_no        INTEGER NOT NULL,
  "row"           INTEGER NOT NULL,
  "column"        INTEGER NOT NULL,
  row_span        INTEGER NOT NULL DEFAULT 1,
  column_span     INTEGER NOT NULL DEFAULT 1,
  text            VARCHAR NOT NULL,
  char_start      INTEGER NOT NULL,
  char_end        INTEGER NOT NULL,
  page            INTEGER,
  x0              DOUBLE,
  top             DOUBLE,
  x1              DOUBLE,
  bottom          DOUBLE,
  PRIMARY KEY (report_id, table_no, "row", "column"),
  FOREIGN KEY (report_id, table_no) REFERENCES report_table (report_id, table_no)
);
COMMENT ON TABLE table_cell IS 'One cell of a table.';
COMMENT ON COLUMN table_cell.report_id IS 'The report.';
COMMENT ON COLUMN table_cell.table_no IS 'The table.';
COMMENT ON COLUMN table_cell."row" IS 'Row, from 1.';
COMMENT ON COLUMN table_cell."column" IS 'Column, from 1.';
COMMENT ON COLUMN table_cell.row_span IS 'Rows the cell covers.';
COMMENT ON COLUMN table_cell.column_span IS 'Columns the cell covers.';
COMMENT ON COLUMN table_cell.text IS 'The cell as printed.';
COMMENT ON COLUMN table_cell.char_start IS 'Offset of the cell in the text of the table''s passage.';
COMMENT ON COLUMN table_cell.char_end IS 'Offset after the cell in the text of the table''s passage.';
COMMENT ON COLUMN table_cell.page IS 'Page the cell stands on; NULL where the format has no pages.';
COMMENT ON COLUMN table_cell.x0 IS 'Left edge on the page in points; NULL where the source has no geometry.';
COMMENT ON COLUMN table_cell.top IS 'Upper edge in points from the top of the page.';
COMMENT ON COLUMN table_cell.x1 IS 'Right edge in points.';
COMMENT ON COLUMN table_cell.bottom IS 'Lower edge in points from the top of the page.';

CREATE TABLE picture (
  report_id       VARCHAR NOT NULL REFERENCES report (report_id),
  picture_no      INTEGER NOT NULL,
  passage_no      INTEGER,
  page            INTEGER,
  caption         VARCHAR NOT NULL,
  image           BLOB,
  media_type      VARCHAR,
  PRIMARY KEY (report_id, picture_no)
);
COMMENT ON TABLE picture IS 'One captioned picture (照片 n) of a report.';
COMMENT ON COLUMN picture.report_id IS 'The report.';
COMMENT ON COLUMN picture.picture_no IS 'The number the report gives the picture.';
COMMENT ON COLUMN picture.passage_no IS 'The passage that holds the caption.';
COMMENT ON COLUMN picture.page IS 'Page the picture stands on; NULL where the format has no pages.';
COMMENT ON COLUMN picture.caption IS 'Caption as printed, without the number.';
COMMENT ON COLUMN picture.media_type IS 'Media type of the picture.';
COMMENT ON COLUMN picture.image IS 'The picture; NULL where the source holds none.';

CREATE TABLE topic_group (
  group_id        VARCHAR PRIMARY KEY,
  position        INTEGER NOT NULL,
  name_zh         VARCHAR NOT NULL,
  name_en         VARCHAR NOT NULL
);
COMMENT ON TABLE topic_group IS 'One group of topics, as people look for them, from the catalog.';
COMMENT ON COLUMN topic_group.group_id IS 'Id in the catalog.';
COMMENT ON COLUMN topic_group.position IS 'Order in which groups are shown.';
COMMENT ON COLUMN topic_group.name_zh IS 'Name in Chinese.';
COMMENT ON COLUMN topic_group.name_en IS 'Name in English.';

CREATE TABLE topic (
  topic_id        VARCHAR PRIMARY KEY,
  group_id        VARCHAR NOT NULL REFERENCES topic_group (group_id),
  position        INTEGER NOT NULL,
  name_zh         VARCHAR NOT NULL,
  name_en         VARCHAR NOT NULL,
  question_zh     VARCHAR NOT NULL,
  question_en     VARCHAR NOT NULL
);
COMMENT ON TABLE topic IS 'One theme, from the catalog.';
COMMENT ON COLUMN topic.topic_id IS 'Id in the catalog.';
COMMENT ON COLUMN topic.group_id IS 'The group it belongs to.';
COMMENT ON COLUMN topic.position IS 'Order in which topics are shown.';
COMMENT ON COLUMN topic.name_zh IS 'Name in Chinese.';
COMMENT ON COLUMN topic.name_en IS 'Name in English.';
COMMENT ON COLUMN topic.question_zh IS 'The question the topic answers.';
COMMENT ON COLUMN topic.question_en IS 'The question in English.';

CREATE TABLE metric (
  metric_id       VARCHAR PRIMARY KEY,
  topic_id        VARCHAR NOT NULL REFERENCES topic (topic_id),
  position        INTEGER NOT NULL,
  name_zh         VARCHAR NOT NULL,
  name_en         VARCHAR NOT NULL,
  definition_zh   VARCHAR NOT NULL,
  definition_en   VARCHAR NOT NULL,
  unit            VARCHAR NOT NULL,
  measure         VARCHAR NOT NULL CHECK (measure IN ('flow', 'stock', 'ratio', 'cumulative', 'target', 'budget')),
  direction       VARCHAR NOT NULL CHECK (direction IN ('lower_is_better', 'higher_is_better', 'neutral')),
  breakdown_keys  VARCHAR[] NOT NULL,
  comparable_units VARCHAR[] NOT NULL
);
CREATE TABLE metric_counting (
  metric_id       VARCHAR NOT NULL REFERENCES metric (metric_id),
  counting        VARCHAR NOT NULL,
  name_zh         VARCHAR NOT NULL,
  name_en         VARCHAR NOT NULL,
  PRIMARY KEY (metric_id, counting)
);
COMMENT ON TABLE metric_counting IS 'One of several ways reports count a metric; values counted differently do not compare.';
COMMENT ON COLUMN metric_counting.metric_id IS 'The metric.';
COMMENT ON COLUMN metric_counting.counting IS 'Id of the way of counting, within the metric.';
COMMENT ON COLUMN metric_counting.name_zh IS 'What is counted, in Chinese.';
COMMENT ON COLUMN metric_counting.name_en IS 'What is counted, in English.';

COMMENT ON TABLE metric IS 'One defined measure, from the catalog.';
COMMENT ON COLUMN metric.metric_id IS 'Id in the catalog.';
COMMENT ON COLUMN metric.topic_id IS 'The topic it belongs to.';
COMMENT ON COLUMN metric.position IS 'Order within the topic.';
COMMENT ON COLUMN metric.name_zh IS 'Name in Chinese.';
COMMENT ON COLUMN metric.name_en IS 'Name in English.';
COMMENT ON COLUMN metric.definition_zh IS 'What is counted, and how reports word it.';
COMMENT ON COLUMN metric.definition_en IS 'The definition in English.';
COMMENT ON COLUMN metric.unit IS 'Base unit.';
COMMENT ON COLUMN metric.measure IS 'flow: adds up over its period. stock: holds at one day. ratio: a rate, in percent or per person. cumulative: since a fixed start. target: a goal. budget: money planned.';
COMMENT ON COLUMN metric.direction IS 'Which way is better, for wording only.';
COMMENT ON COLUMN metric.breakdown_keys IS 'Keys that observation.breakdown may hold.';
COMMENT ON COLUMN metric.comparable_units IS 'Printed units that count the same thing; values in other units are never set beside these.';

CREATE TABLE context_band (
  band_id         VARCHAR PRIMARY KEY,
  series          VARCHAR NOT NULL,
  name_zh         VARCHAR NOT NULL,
  name_en         VARCHAR NOT NULL,
  start_date      DATE NOT NULL,
  end_date        DATE,
  source          VARCHAR NOT NULL
);
COMMENT ON TABLE context_band IS 'One stretch of time that helps to read a chart (a term of office, an emergency level), from the catalog.';
COMMENT ON COLUMN context_band.band_id IS 'Id in the catalog.';
COMMENT ON COLUMN context_band.series IS 'Bands of one series never overlap: mayor, council, event.';
COMMENT ON COLUMN context_band.name_zh IS 'Name in Chinese.';
COMMENT ON COLUMN context_band.name_en IS 'Name in English.';
COMMENT ON COLUMN context_band.start_date IS 'First day.';
COMMENT ON COLUMN context_band.end_date IS 'Last day; NULL while it lasts.';
COMMENT ON COLUMN context_band.source IS 'Where the dates were published.';

CREATE TABLE observation (
  observation_id  VARCHAR PRIMARY KEY,
  metric_id       VARCHAR NOT NULL REFERENCES metric (metric_id),
  report_id       VARCHAR NOT NULL REFERENCES report (report_id),
  period_start    DATE,
  period_end      DATE NOT NULL,
  period_basis    VARCHAR NOT NULL,
  period_quote    VARCHAR,
  measure         VARCHAR NOT NULL CHECK (measure IN ('flow', 'stock', 'ratio', 'cumulative', 'target', 'budget')),
  value           DOUBLE NOT NULL,
  unit            VARCHAR NOT NULL,
  qualifier       VARCHAR,
  breakdown       MAP(VARCHAR, VARCHAR) NOT NULL,
  quantity_no     INTEGER NOT NULL,
  table_no        INTEGER,
  "row"           INTEGER,
  "column"        INTEGER,
  passage_no      INTEGER NOT NULL,
  quote           VARCHAR NOT NULL,
  page            INTEGER,
  months          DOUBLE,
  per_month       DOUBLE,
  works_status    VARCHAR CHECK (works_status IN ('planned', 'done')),
  by_ocr          BOOLEAN NOT NULL DEFAULT false,
  counting        VARCHAR,
  rule            VARCHAR NOT NULL,
  FOREIGN KEY (report_id, quantity_no) REFERENCES quantity (report_id, quantity_no),
  CHECK (period_start IS NULL OR period_start <= period_end)
);
COMMENT ON TABLE observation IS 'One value of one metric for one period and breakdown, as one report prints it.';
COMMENT ON COLUMN observation.counting IS 'Which of the metric''s ways of counting the sentence tells (metric_counting); NULL where it has one only.';
COMMENT ON COLUMN observation.by_ocr IS 'Whether the number was recognised from an image; its qualifier says so too.';
COMMENT ON COLUMN observation.observation_id IS 'Digest of report, metric, period, breakdown and value: stable over rebuilds.';
COMMENT ON COLUMN observation.metric_id IS 'The metric.';
COMMENT ON COLUMN observation.report_id IS 'The report that prints the value.';
COMMENT ON COLUMN observation.period_start IS 'First day the value covers; NULL where the report does not say since when.';
COMMENT ON COLUMN observation.period_end IS 'Last day the value covers; for a stock the day it holds at.';
COMMENT ON COLUMN observation.period_basis IS 'Why this period: stated, report, year, as_of, event, standing (a standing rule, start unknown).';
COMMENT ON COLUMN observation.period_quote IS 'The words that state the period, verbatim; NULL where the report''s own period is meant without words.';
COMMENT ON COLUMN observation.measure IS 'How this value is measured: the metric''s own measure, unless the rule that read it says otherwise.';
COMMENT ON COLUMN observation.value IS 'Value in the base unit.';
COMMENT ON COLUMN observation.unit IS 'Unit as printed, scales taken into the value; the metric''s unit where the report leaves it out.';
COMMENT ON COLUMN observation.qualifier IS 'Words that loosen or bound the value (約, 逾, 近).';
COMMENT ON COLUMN observation.breakdown IS 'What part of the metric this is: center, agency, category, event, pay, delegation …';
COMMENT ON COLUMN observation.quantity_no IS 'The printed number this value is read from.';
COMMENT ON COLUMN observation.table_no IS 'Table that holds the number; NULL for prose.';
COMMENT ON COLUMN observation."row" IS 'Row of the cell, from 1.';
COMMENT ON COLUMN observation."column" IS 'Column of the cell, from 1.';
COMMENT ON COLUMN observation.passage_no IS 'Passage that holds the number.';
COMMENT ON COLUMN observation.quote IS 'The sentence or cell that prints the value, verbatim in passage.text.';
COMMENT ON COLUMN observation.page IS 'Page that prints the value; NULL where the format has no pages.';
COMMENT ON COLUMN observation.months IS 'Length of a flow''s period in months (calendar months, part months by their days); NULL for other measures, open periods, periods under one month and single happenings.';
COMMENT ON COLUMN observation.per_month IS 'value / months for flows: the only figure that compares periods of unequal length.';
COMMENT ON COLUMN observation.works_status IS 'For works: planned or done, as the passage words it; NULL where it does not say or the metric is not about works.';
COMMENT ON COLUMN observation.rule IS 'The catalog rule that read the value.';

CREATE TABLE observation_evidence (
  observation_id  VARCHAR NOT NULL REFERENCES observation (observation_id),
  report_id       VARCHAR NOT NULL,
  quantity_no     INTEGER NOT NULL,
  position        INTEGER NOT NULL,
  quote           VARCHAR NOT NULL,
  PRIMARY KEY (observation_id, quantity_no),
  FOREIGN KEY (report_id, quantity_no) REFERENCES quantity (report_id, quantity_no)
);
COMMENT ON TABLE observation_evidence IS 'One place where the report prints the value of an observation.';
COMMENT ON COLUMN observation_evidence.observation_id IS 'The observation.';
COMMENT ON COLUMN observation_evidence.report_id IS 'The report.';
COMMENT ON COLUMN observation_evidence.quantity_no IS 'The printed number.';
COMMENT ON COLUMN observation_evidence.position IS '1 for the place the observation was read from, then the others in order.';
COMMENT ON COLUMN observation_evidence.quote IS 'The sentence or cell, verbatim in its passage.';

CREATE TABLE explanation (
  report_id       VARCHAR NOT NULL,
  metric_id       VARCHAR NOT NULL REFERENCES metric (metric_id),
  passage_no      INTEGER NOT NULL,
  char_start      INTEGER NOT NULL,
  char_end        INTEGER NOT NULL,
  quote           VARCHAR NOT NULL,
  cue             VARCHAR NOT NULL,
  cue_start       INTEGER NOT NULL,
  cue_end         INTEGER NOT NULL,
  page            INTEGER,
  stands          VARCHAR NOT NULL CHECK (stands IN ('same_sentence', 'same_row', 'next_sentence', 'same_section', 'named')),
  PRIMARY KEY (report_id, metric_id, passage_no, char_start),
  FOREIGN KEY (report_id, passage_no) REFERENCES passage (report_id, passage_no),
  CHECK (char_start <= cue_start AND cue_start < cue_end AND cue_end <= char_end)
);
COMMENT ON TABLE explanation IS 'One sentence of a report that gives a cause, and one metric it stands with: what the report itself says of why.';
COMMENT ON COLUMN explanation.report_id IS 'The report.';
COMMENT ON COLUMN explanation.metric_id IS 'The metric it stands with.';
COMMENT ON COLUMN explanation.passage_no IS 'The passage that prints it.';
COMMENT ON COLUMN explanation.char_start IS 'Offset of the first character of quote in passage.text, from 0.';
COMMENT ON COLUMN explanation.char_end IS 'Offset after the last character of quote in passage.text.';
COMMENT ON COLUMN explanation.quote IS 'The sentence (of a long one its clauses from the cause to the value), verbatim: passage.text[char_start:char_end].';
COMMENT ON COLUMN explanation.cue IS 'The words that give the cause (因, 由於, 受疫情影響): passage.text[cue_start:cue_end].';
COMMENT ON COLUMN explanation.cue_start IS 'Offset of the first character of cue in passage.text.';
COMMENT ON COLUMN explanation.cue_end IS 'Offset after the last character of cue in passage.text.';
COMMENT ON COLUMN explanation.page IS 'Page it stands on; NULL where the format has no pages.';
COMMENT ON COLUMN explanation.stands IS 'How it stands with the metric: its clause prints a value (same_sentence), its row does (same_row), the sentence it goes on from or that goes on from it does (next_sentence), it names the metric below the heading that prints a value (same_section), it names a metric that the report prints no value of (named).';

CREATE TABLE series (
  series_id       VARCHAR PRIMARY KEY,
  agency_id       VARCHAR NOT NULL REFERENCES agency (agency_id),
  name_zh         VARCHAR NOT NULL,
  unit            VARCHAR NOT NULL,
  comparable_units VARCHAR[] NOT NULL,
  measure         VARCHAR NOT NULL CHECK (measure IN ('flow', 'stock', 'ratio', 'cumulative', 'target', 'budget')),
  breakdown       MAP(VARCHAR, VARCHAR) NOT NULL,
  section         VARCHAR[] NOT NULL,
  editions        INTEGER NOT NULL,
  status          VARCHAR NOT NULL CHECK (status IN ('proposed', 'accepted')),
  asked           VARCHAR CHECK (asked IN ('people_differ', 'text_changed')),
  score           DOUBLE NOT NULL
);
COMMENT ON TABLE series IS 'One measure of an agency found over its editions without a catalog.';
COMMENT ON COLUMN series.series_id IS 'Digest of the agency and the place of its first value: stable over builds that add later editions; of the first that was accepted, where one was.';
COMMENT ON COLUMN series.agency_id IS 'The agency that reports it; of a lineage the one it began as.';
COMMENT ON COLUMN series.name_zh IS 'Name composed of the words that its editions share; a proposal until accepted.';
COMMENT ON COLUMN series.unit IS 'The unit most of its values are printed with; empty where none is.';
COMMENT ON COLUMN series.comparable_units IS 'Its unit and other printed words for it; values in other units are never set beside these.';
COMMENT ON COLUMN series.measure IS 'How it is measured, as its words say: flow, stock, ratio, cumulative, target or budget.';
COMMENT ON COLUMN series.breakdown IS 'The row of a table that it is; empty for the whole.';
COMMENT ON COLUMN series.section IS 'Headings of its latest value without their numbers, outermost first.';
COMMENT ON COLUMN series.editions IS 'How many reports print it.';
COMMENT ON COLUMN series.status IS 'proposed: compiled automatically. accepted: a person confirmed it.';
COMMENT ON COLUMN series.asked IS 'Why what people decided about it is asked again: they differ, or the text of a number they judged has changed; NULL where nothing is asked.';
COMMENT ON COLUMN series.score IS 'How sure its least sure value is, 0 to 1.';

CREATE TABLE series_value (
  series_id       VARCHAR NOT NULL REFERENCES series (series_id),
  report_id       VARCHAR NOT NULL,
  quantity_no     INTEGER NOT NULL,
  value           DOUBLE NOT NULL,
  unit            VARCHAR,
  qualifier       VARCHAR,
  period_start    DATE,
  period_end      DATE NOT NULL,
  period_kind     VARCHAR NOT NULL CHECK (period_kind IN ('day', 'month', 'quarter', 'half_year', 'year', 'plan', 'other')),
  breakdown       MAP(VARCHAR, VARCHAR) NOT NULL,
  quote           VARCHAR NOT NULL,
  passage_no      INTEGER NOT NULL,
  page            INTEGER,
  repeats         BOOLEAN NOT NULL,
  break           VARCHAR CHECK (break IN ('unit', 'unit_alike', 'jump')),
  confirmed       BOOLEAN NOT NULL,
  confidence      DOUBLE NOT NULL,
  evidence        VARCHAR NOT NULL CHECK (evidence IN ('same_sentence', 'table_row', 'last_period_of_later_edition')),
  PRIMARY KEY (report_id, quantity_no),
  FOREIGN KEY (report_id, quantity_no) REFERENCES quantity (report_id, quantity_no)
);
COMMENT ON TABLE series_value IS 'One value of a series in one report; every value is a printed number of that report.';
COMMENT ON COLUMN series_value.series_id IS 'The series.';
COMMENT ON COLUMN series_value.report_id IS 'The report that prints it.';
COMMENT ON COLUMN series_value.quantity_no IS 'The printed number.';
COMMENT ON COLUMN series_value.value IS 'Value in the base unit.';
COMMENT ON COLUMN series_value.unit IS 'Unit as printed, or as the head of its cell says.';
COMMENT ON COLUMN series_value.qualifier IS 'Words that loosen or bound the value (約, 逾, 近).';
COMMENT ON COLUMN series_value.period_start IS 'First day the value covers; NULL where the report does not say since when.';
COMMENT ON COLUMN series_value.period_end IS 'Last day the value covers; for a stock the day it holds at.';
COMMENT ON COLUMN series_value.period_kind IS 'Length of the period: only values of one kind are joined by a line. plan: of an annual plan.';
COMMENT ON COLUMN series_value.breakdown IS 'As of its series.';
COMMENT ON COLUMN series_value.quote IS 'The sentence or cell that prints it, verbatim in passage.text.';
COMMENT ON COLUMN series_value.passage_no IS 'Passage that holds the number.';
COMMENT ON COLUMN series_value.page IS 'Page that prints it; NULL where the format has no pages.';
COMMENT ON COLUMN series_value.repeats IS 'Whether the report prints the value at an earlier place, too.';
COMMENT ON COLUMN series_value.break IS 'Why it may not go on from the value before: unit (counts otherwise), unit_alike (another word for the unit), jump (more than five times or less than a fifth).';
COMMENT ON COLUMN series_value.confirmed IS 'Whether a person accepted it as a value of its series; false for what a later report added.';
COMMENT ON COLUMN series_value.confidence IS 'How sure it is a value of this series, 0 to 1.';
COMMENT ON COLUMN series_value.evidence IS 'What says so most plainly: a like sentence, a row of a like table, or that a later edition repeats it as the last period''s.';

CREATE TABLE decision (
  report_id       VARCHAR NOT NULL,
  quantity_no     INTEGER NOT NULL,
  status          VARCHAR NOT NULL CHECK (status IN ('published', 'suggested', 'compared', 'target', 'not_a_measure', 'unclaimed', 'refused')),
  metric_id       VARCHAR REFERENCES metric (metric_id),
  score           DOUBLE,
  "by"            VARCHAR CHECK ("by" IN ('example', 'rule', 'table', 'person')),
  reason          VARCHAR NOT NULL,
  label           VARCHAR,
  statement       VARCHAR,
  PRIMARY KEY (report_id, quantity_no),
  FOREIGN KEY (report_id, quantity_no) REFERENCES quantity (report_id, quantity_no)
);
COMMENT ON TABLE decision IS 'One printed number of a report and what became of it, for every number of every report.';
COMMENT ON COLUMN decision.report_id IS 'The report.';
COMMENT ON COLUMN decision.quantity_no IS 'The printed number.';
COMMENT ON COLUMN decision.status IS 'published: a value of metric_id. suggested: it may be one, a person is asked. compared, target, not_a_measure: the kind of statement makes it none. refused: not published for the reason. unclaimed: nothing speaks for any metric.';
COMMENT ON COLUMN decision.metric_id IS 'The metric it is published under; NULL for all others.';
COMMENT ON COLUMN decision.score IS 'How sure the examples are of their first metric, 0 to 1; NULL where they were not asked.';
COMMENT ON COLUMN decision."by" IS 'What decided: example, rule, table or person; NULL where nothing did.';
COMMENT ON COLUMN decision.reason IS 'The rule that read a published value, else what kept the number from being published.';
COMMENT ON COLUMN decision.label IS 'The number''s label, composed from structure: subject, heads, what it is part of, own words; NULL where the examples were not asked.';
COMMENT ON COLUMN decision.statement IS 'The kind of statement the number seems to stand in: result, comparison, total, part, target, plan, difference …; NULL where the examples were not asked.';

CREATE TABLE suggestion (
  report_id       VARCHAR NOT NULL,
  quantity_no     INTEGER NOT NULL,
  rank            INTEGER NOT NULL CHECK (rank BETWEEN 1 AND 3),
  metric_id       VARCHAR NOT NULL REFERENCES metric (metric_id),
  score           DOUBLE NOT NULL,
  example         VARCHAR,
  example_source  VARCHAR,
  PRIMARY KEY (report_id, quantity_no, rank),
  FOREIGN KEY (report_id, quantity_no) REFERENCES decision (report_id, quantity_no)
);
COMMENT ON TABLE suggestion IS 'One likely metric of a number that is not sure.';
COMMENT ON COLUMN suggestion.report_id IS 'The report.';
COMMENT ON COLUMN suggestion.quantity_no IS 'The printed number, whose decision is suggested.';
COMMENT ON COLUMN suggestion.rank IS '1 for the likeliest, to 3.';
COMMENT ON COLUMN suggestion.metric_id IS 'The metric.';
COMMENT ON COLUMN suggestion.score IS 'How likely, 0 to 1.';
COMMENT ON COLUMN suggestion.example IS 'The nearest example of the metric, its number in 〔 〕.';
COMMENT ON COLUMN suggestion.example_source IS 'The reviewed report that prints the example, or the hand that wrote it.';

CREATE TABLE check_result (
  check_id        VARCHAR NOT NULL,
  report_id       VARCHAR NOT NULL REFERENCES report (report_id),
  instance        VARCHAR NOT NULL,
  metric_id       VARCHAR,
  name_zh         VARCHAR NOT NULL,
  name_en         VARCHAR NOT NULL,
  relation        VARCHAR NOT NULL,
  computed        DOUBLE,
  stated          DOUBLE,
  tolerance       DOUBLE,
  status          VARCHAR NOT NULL CHECK (status IN ('holds', 'footnote', 'fails', 'cannot_tell')),
  evidence        VARCHAR[] NOT NULL,
  quantities      INTEGER[] NOT NULL,
  quote           VARCHAR,
  other_report_id VARCHAR,
  other_quote     VARCHAR,
  PRIMARY KEY (check_id, report_id, instance)
);
COMMENT ON TABLE check_result IS 'One relation that should hold among a report''s values, or between reports, evaluated.';
COMMENT ON COLUMN check_result.check_id IS 'The check''s id in the agency''s checks.yaml.';
COMMENT ON COLUMN check_result.report_id IS 'The report.';
COMMENT ON COLUMN check_result.instance IS 'Which of several sets of values (period and breakdown) was checked; empty where the report prints none.';
COMMENT ON COLUMN check_result.metric_id IS 'The metric, or the accepted series, whose stated value is checked.';
COMMENT ON COLUMN check_result.name_zh IS 'Name in Chinese.';
COMMENT ON COLUMN check_result.name_en IS 'Name in English.';
COMMENT ON COLUMN check_result.relation IS 'The relation in words of metric ids.';
COMMENT ON COLUMN check_result.computed IS 'The value recomputed from the report''s other values.';
COMMENT ON COLUMN check_result.stated IS 'The value the report prints.';
COMMENT ON COLUMN check_result.tolerance IS 'Largest difference that rounding of the printed values, the stated one and the others, allows.';
COMMENT ON COLUMN check_result.status IS 'holds; footnote: differs by no more than rounding explains; fails; or cannot_tell where an input is not printed, the words only bound the value, or the reading may be wrong.';
COMMENT ON COLUMN check_result.evidence IS 'observation_ids used, the stated one first; of an accepted series report_id:quantity_no.';
COMMENT ON COLUMN check_result.quantities IS 'quantity_nos used where no observation stands for them, the stated one first.';
COMMENT ON COLUMN check_result.quote IS 'The sentence judged, verbatim; NULL where observations stand for it.';
COMMENT ON COLUMN check_result.other_report_id IS 'The report it is compared with; NULL for relations within one report.';
COMMENT ON COLUMN check_result.other_quote IS 'The other report''s sentence, verbatim.';

CREATE TABLE completion (
  report_id       VARCHAR NOT NULL,
  completion_no   INTEGER NOT NULL,
  passage_no      INTEGER NOT NULL,
  name            VARCHAR NOT NULL,
  completed_on    DATE NOT NULL,
  char_start      INTEGER NOT NULL,
  char_end        INTEGER NOT NULL,
  quote           VARCHAR NOT NULL,
  PRIMARY KEY (report_id, completion_no),
  FOREIGN KEY (report_id, passage_no) REFERENCES passage (report_id, passage_no)
);
COMMENT ON TABLE completion IS 'One project and the day of its completion, as one report prints it.';
COMMENT ON COLUMN completion.report_id IS 'The report.';
COMMENT ON COLUMN completion.completion_no IS 'Position in the report, from 1.';
COMMENT ON COLUMN completion.passage_no IS 'The passage that prints it.';
COMMENT ON COLUMN completion.name IS 'Name of the project as printed.';
COMMENT ON COLUMN completion.completed_on IS 'The day printed.';
COMMENT ON COLUMN completion.char_start IS 'Offset of the printed day in passage.text.';
COMMENT ON COLUMN completion.char_end IS 'Offset after the printed day in passage.text.';
COMMENT ON COLUMN completion.quote IS 'The sentence, verbatim in its passage.';

CREATE TABLE reading_issue (
  issue_no        INTEGER PRIMARY KEY,
  report_id       VARCHAR,
  file            VARCHAR NOT NULL,
  page            INTEGER,
  line            INTEGER,
  severity        VARCHAR NOT NULL CHECK (severity IN ('refused', 'unread', 'note')),
  code            VARCHAR NOT NULL,
  message         VARCHAR NOT NULL,
  metric_ids      VARCHAR[] NOT NULL
);
COMMENT ON TABLE reading_issue IS 'One thing that could not be read.';
COMMENT ON COLUMN reading_issue.issue_no IS 'Position in the build, from 1.';
COMMENT ON COLUMN reading_issue.report_id IS 'The report; NULL where the file gave none.';
COMMENT ON COLUMN reading_issue.file IS 'The file.';
COMMENT ON COLUMN reading_issue.page IS 'Page it concerns; NULL for a whole file or where the format has no pages.';
COMMENT ON COLUMN reading_issue.line IS 'Line it concerns; NULL for a whole file.';
COMMENT ON COLUMN reading_issue.severity IS 'refused: the whole file. unread: some of its numbers. note: read, with a doubt worth a look.';
COMMENT ON COLUMN reading_issue.code IS 'Kind of issue, stable over versions.';
COMMENT ON COLUMN reading_issue.message IS 'What happened, where, and what to do, in Chinese.';
COMMENT ON COLUMN reading_issue.metric_ids IS 'Metrics whose values are missing because of it; empty for a whole page, which may have held any.';

CREATE TABLE dropped_text (
  report_id       VARCHAR NOT NULL REFERENCES report (report_id),
  drop_no         INTEGER NOT NULL,
  line            INTEGER,
  page            INTEGER,
  text            VARCHAR NOT NULL,
  reason          VARCHAR NOT NULL,
  PRIMARY KEY (report_id, drop_no)
);
COMMENT ON TABLE dropped_text IS 'One piece of the source that is in no passage, and why: passages and dropped pieces together are the whole report.';
COMMENT ON COLUMN dropped_text.report_id IS 'The report.';
COMMENT ON COLUMN dropped_text.drop_no IS 'Position in the report, from 1.';
COMMENT ON COLUMN dropped_text.line IS 'Line of the source; NULL where the format has no lines.';
COMMENT ON COLUMN dropped_text.page IS 'Page of the source; NULL where the format has no pages.';
COMMENT ON COLUMN dropped_text.text IS 'The piece as printed.';
COMMENT ON COLUMN dropped_text.reason IS 'bookmark, image_placeholder, bullet, page_furniture, control_character, deleted (by a tracked change, or struck out), hidden (no reader sees it: marked so, without ink, tiny, in the colour of its ground, off the page), illegible.';

CREATE TABLE searched_passage (
  text_no         INTEGER NOT NULL,
  report_id       VARCHAR NOT NULL,
  passage_no      INTEGER NOT NULL,
  table_no        INTEGER,
  picture_no      INTEGER,
  kind            VARCHAR NOT NULL CHECK (kind IN ('passage', 'table', 'picture')),
  -- A few of them are looked at, here and there: what is packed would be unpacked whole.
  words           VARCHAR NOT NULL USING COMPRESSION uncompressed
);
COMMENT ON TABLE searched_passage IS 'One passage as searches look at it; made of the other tables.';
COMMENT ON COLUMN searched_passage.text_no IS 'Its number among all that were ever added; no other report changes it.';
COMMENT ON COLUMN searched_passage.report_id IS 'The report.';
COMMENT ON COLUMN searched_passage.passage_no IS 'The passage.';
COMMENT ON COLUMN searched_passage.table_no IS 'Its table, if it is one.';
COMMENT ON COLUMN searched_passage.picture_no IS 'The picture it is the caption of, if it is one.';
COMMENT ON COLUMN searched_passage.kind IS 'passage, table or picture.';
COMMENT ON COLUMN searched_passage.words IS 'passage.folded in lower case without blanks, but for one between two digits; behind a line feed a table''s title likewise.';

CREATE TABLE searched_number (
  text_no         INTEGER NOT NULL,
  passage_text_no INTEGER NOT NULL,
  report_id       VARCHAR NOT NULL,
  quantity_no     INTEGER NOT NULL,
  passage_no      INTEGER NOT NULL,
  claimed         BOOLEAN NOT NULL,
  value           DOUBLE NOT NULL,
  unit            VARCHAR,
  period_start    DATE,
  period_end      DATE,
  topics          VARCHAR[] NOT NULL,
  -- A few of them are looked at, here and there: what is packed would be unpacked whole.
  words           VARCHAR NOT NULL USING COMPRESSION uncompressed
);
COMMENT ON TABLE searched_number IS 'One number as searches look at it; made of the other tables.';
COMMENT ON COLUMN searched_number.text_no IS 'Its number among all that were ever added; no other report changes it.';
COMMENT ON COLUMN searched_number.passage_text_no IS 'searched_passage.text_no of the passage that prints it.';
COMMENT ON COLUMN searched_number.report_id IS 'The report.';
COMMENT ON COLUMN searched_number.quantity_no IS 'The number.';
COMMENT ON COLUMN searched_number.passage_no IS 'The passage that prints it.';
COMMENT ON COLUMN searched_number.claimed IS 'Whether a metric has it as its value.';
COMMENT ON COLUMN searched_number.value IS 'Value of the metric that comes first in the catalog, else as printed.';
COMMENT ON COLUMN searched_number.unit IS 'Unit of that value; NULL where none is printed.';
COMMENT ON COLUMN searched_number.period_start IS 'First day that value covers.';
COMMENT ON COLUMN searched_number.period_end IS 'Last day that value covers, or the day it was counted on.';
COMMENT ON COLUMN searched_number.topics IS 'Topics of the metrics that have it as their value.';
COMMENT ON COLUMN searched_number.words IS 'Label, qualifier, number and unit as printed, names of metrics, topics and breakdowns, written as searched_passage.words are.';

CREATE TABLE searched_passage_pair (
  pair            BIGINT NOT NULL,
  text_no         INTEGER NOT NULL,
  place           INTEGER NOT NULL
);
COMMENT ON TABLE searched_passage_pair IS 'One sign of searched_passage.words and the one behind it, ordered by both.';
COMMENT ON COLUMN searched_passage_pair.pair IS 'Code point of the sign times 2097152, plus that of the one behind it, 0 where none is.';
COMMENT ON COLUMN searched_passage_pair.text_no IS 'searched_passage.text_no.';
COMMENT ON COLUMN searched_passage_pair.place IS 'Position of the sign in the words, from 1.';

CREATE TABLE searched_number_pair (
  pair            BIGINT NOT NULL,
  text_no         INTEGER NOT NULL,
  place           INTEGER NOT NULL
);
COMMENT ON TABLE searched_number_pair IS 'One sign of searched_number.words and the one behind it, ordered by both.';
COMMENT ON COLUMN searched_number_pair.pair IS 'As in searched_passage_pair.';
COMMENT ON COLUMN searched_number_pair.text_no IS 'searched_number.text_no.';
COMMENT ON COLUMN searched_number_pair.place IS 'Position of the sign in the words, from 1.';

CREATE VIEW metric_coverage AS
SELECT r.report_id, m.metric_id,
       CASE WHEN count(o.observation_id) > 0 THEN 'printed'
            WHEN bool_or(i.issue_no IS NOT NULL) OR bool_or(f.report_id IS NOT NULL) THEN 'unreadable'
            WHEN bool_or(s.report_id IS NOT NULL) THEN 'maybe_printed'
            ELSE 'not_printed' END AS status,
       count(DISTINCT o.observation_id) AS observations
FROM report r
SEMI JOIN agency a ON a.agency_id = r.agency_id AND a.has_catalog
CROSS JOIN metric m
LEFT JOIN observation o ON o.report_id = r.report_id AND o.metric_id = m.metric_id
LEFT JOIN reading_issue i ON i.report_id = r.report_id AND list_contains(i.metric_ids, m.metric_id)
LEFT JOIN (SELECT DISTINCT report_id, metric_id FROM suggestion) s ON s.report_id = r.report_id AND s.metric_id = m.metric_id
LEFT JOIN (SELECT DISTINCT report_id FROM reading_issue WHERE severity = 'unread' AND page IS NOT NULL
           AND len(metric_ids) = 0) f ON f.report_id = r.report_id
GROUP BY ALL;
COMMENT ON VIEW metric_coverage IS 'One report of an authority with metrics, and one metric: printed (已載), maybe_printed (待確認), not_printed (未載) or unreadable (無法判讀).';
COMMENT ON COLUMN metric_coverage.report_id IS 'The report.';
COMMENT ON COLUMN metric_coverage.metric_id IS 'The metric.';
COMMENT ON COLUMN metric_coverage.status IS 'printed, maybe_printed (a number of the report is suggested for it), not_printed or unreadable.';
COMMENT ON COLUMN metric_coverage.observations IS 'How many values the report prints.';
