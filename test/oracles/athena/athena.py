"""Answers queries in Athena's dialect over log files on disk, the way Athena reads them through a table of the Data Catalog.

Reads a job from standard input and writes the answers to standard output, both as JSON (see athena.ts for their shape).

- Partitions are projected from the parameters of the table, as CloudFormation would create it. Only files directly under a projected location are read.
- The conditions on partition columns decide which locations are read; a table with an injected column fails without one.
- Records are read strictly: a value that does not fit the type of its column fails the query, as it does with the JSON SerDe.
- sqlglot parses the text as Athena does and rewrites it for DuckDB, which runs it. Nothing else about the text is changed, apart from what day it is.
"""
import datetime
import gzip
import itertools
import json
import os
import re
import sys
import tempfile
import time

import duckdb
import sqlglot
from sqlglot import exp

JSON_TEXT = {'requestparameters', 'responseelements', 'additionaleventdata', 'serviceeventdetails'}


class HiveType:
    """A column type of the Data Catalog."""

    def __init__(self, text):
        self.text = text
        match = re.fullmatch(r'(\w+)(?:<(.*)>)?', text)
        self.name, inner = match.group(1), match.group(2)
        self.parts = list(self._split(inner)) if inner else []
        if self.name == 'struct':
            self.fields = {part.split(':', 1)[0]: HiveType(part.split(':', 1)[1]) for part in self.parts}

    @staticmethod
    def _split(inner):
        depth, start = 0, 0
        for index, char in enumerate(inner):
            depth += (char == '<') - (char == '>')
            if char == ',' and depth == 0:
                yield inner[start:index]
                start = index + 1
        yield inner[start:]

    def duckdb(self):
        if self.name == 'struct':
            return 'STRUCT(' + ', '.join(f'"{name}" {field.duckdb()}' for name, field in self.fields.items()) + ')'
        if self.name == 'array':
            return HiveType(self.parts[0]).duckdb() + '[]'
        if self.name == 'map':
            return f'MAP({HiveType(self.parts[0]).duckdb()}, {HiveType(self.parts[1]).duckdb()})'
        return {'string': 'VARCHAR', 'double': 'DOUBLE', 'int': 'INTEGER', 'bigint': 'BIGINT'}[self.name]

    def read(self, value, path):
        if value is None:
            return None
        if self.name == 'string':
            if isinstance(value, (dict, list)):
                raise ValueError(f'{path} is a string in the table and not in the record')
            return json.dumps(value) if isinstance(value, (bool, int, float)) else value
        expected = {'struct': dict, 'map': dict, 'array': list, 'double': (int, float), 'int': int, 'bigint': int}[self.name]
        if not isinstance(value, expected):
            raise ValueError(f'{path} is {self.text} in the table and not in the record')
        if self.name == 'struct':
            lower = {key.lower(): item for key, item in value.items()}
            return {name: field.read(lower.get(name), f'{path}.{name}') for name, field in self.fields.items()}
        if self.name == 'array':
            return [HiveType(self.parts[0]).read(item, path) for item in value]
        if self.name == 'map':
            return {key: HiveType(self.parts[1]).read(item, path) for key, item in value.items()}
        return value


class Table:
    """A table of the Data Catalog over a directory that stands for a bucket."""

    def __init__(self, definition, root, bucket, today):
        self.root, self.bucket, self.today = root, bucket, today
        self.parameters = definition['Parameters']
        self.columns = {c['Name']: HiveType(c['Type']) for c in definition['StorageDescriptor']['Columns']}
        self.keys = [c['Name'] for c in definition.get('PartitionKeys', [])]
        self.storage = definition['StorageDescriptor']
        self.lines = {}

    def values(self, key, condition_values):
        kind = self.parameters[f'projection.{key}.type']
        if kind == 'injected':
            if not condition_values:
                raise ValueError(f'injected projected partition column {key} has no condition')
            return condition_values
        if kind == 'enum':
            return self.parameters[f'projection.{key}.values'].split(',')
        assert (kind, self.parameters[f'projection.{key}.format'], self.parameters[f'projection.{key}.interval.unit']) == ('date', 'yyyy/MM/dd', 'DAYS')
        days = int(re.fullmatch(r'NOW-(\d+)DAYS,NOW', self.parameters[f'projection.{key}.range']).group(1))
        return [(self.today - datetime.timedelta(days=back)).strftime('%Y/%m/%d') for back in range(days, -1, -1)]

    def location(self, values):
        location = self.parameters['storage.location.template']
        for key, value in values.items():
            location = location.replace('${' + key + '}', value)
        assert '${' not in location and location.startswith(f's3://{self.bucket}/'), location
        return location[len(f's3://{self.bucket}/'):]

    def records(self, key, values):
        """The rows of a log file as lines of JSON, parsed once."""
        if key not in self.lines:
            self.lines[key] = ''.join(json.dumps(row) + '\n' for row in self.rows(key, values))
        return self.lines[key]

    def rows(self, key, values):
        for record in self.read(os.path.join(self.root, key)):
            lower = {name.lower(): value for name, value in record.items()}
            row = {}
            for name, kind in self.columns.items():
                value = lower.get(name)
                text = json.dumps(value, separators=(',', ':')) if name in JSON_TEXT and value is not None else value
                row[name] = kind.read(text, name)
            yield {**row, **values}

    def read(self, path):
        serde, format = self.storage['SerdeInfo'], self.storage['InputFormat'].rsplit('.', 1)[1]
        library = serde['SerializationLibrary']
        if (format, library) == ('CloudTrailInputFormat', 'org.apache.hive.hcatalog.data.JsonSerDe'):
            with gzip.open(path) as file:
                return json.load(file)['Records']
        assert format == 'TextInputFormat', format
        if library == 'org.openx.data.jsonserde.JsonSerDe':
            with gzip.open(path, 'rt') as file:
                return [json.loads(line) for line in file]
        assert library == 'org.apache.hadoop.hive.serde2.RegexSerDe', library
        pattern = re.compile(serde['Parameters']['input.regex'])
        assert pattern.groups == len(self.columns), f'{pattern.groups} groups, {len(self.columns)} columns'
        with open(path) as file:
            matches = [pattern.fullmatch(line.rstrip('\n')) for line in file]
        # A line that does not match is a row without values.
        return [dict(zip(self.columns, match.groups())) if match else {} for match in matches]

    def files(self, values):
        if not self.keys:
            location = self.storage['Location'][len(f's3://{self.bucket}/'):]
            found = (os.path.relpath(os.path.join(folder, name), self.root) for folder, _, names in os.walk(os.path.join(self.root, location)) for name in names)
            return sorted(found)
        directory = self.location(values)
        path = os.path.join(self.root, directory)
        if not os.path.isdir(path):
            return []
        return [f'{directory}/{name}' for name in sorted(os.listdir(path)) if os.path.isfile(os.path.join(path, name))]


def bind(statement, parameters, today):
    placeholders = list(statement.find_all(exp.Placeholder, bfs=False))
    if len(placeholders) != len(parameters):
        raise ValueError(f'{len(placeholders)} placeholders, {len(parameters)} parameters')
    where = where_of(statement)
    for placeholder, value in zip(placeholders, parameters):
        if placeholder.find_ancestor(exp.Where) is not where:
            raise ValueError('a placeholder outside of WHERE')
        placeholder.replace(sqlglot.parse_one(value, read='athena'))
    for now in list(statement.find_all(exp.CurrentDate)):
        now.replace(sqlglot.parse_one(f"DATE '{today.isoformat()}'", read='athena'))


def where_of(statement):
    """The conditions beside the table, in a subquery or not."""
    return statement.find(exp.Table).find_ancestor(exp.Select).args.get('where')


def rows_of_structs(statement):
    """Athena unnests an array of rows into a column for each field; DuckDB does so if told."""
    for unnest in list(statement.find_all(exp.Unnest)):
        alias = unnest.args.get('alias')
        [array] = unnest.expressions
        if alias and len(alias.columns) > 1:
            names = ', '.join(column.name for column in alias.columns)
            text = f"(SELECT UNNEST({array.sql(dialect='duckdb')}, max_depth := 2)) AS {alias.name}({names})"
            unnest.replace(sqlglot.parse_one(f'SELECT 1 FROM {text}', read='duckdb').find(exp.Subquery))


def partition_conditions(statement, keys):
    """The conditions that hold for every row and are about nothing but partition columns: those that can prune."""
    where = where_of(statement)
    conjuncts = where.this.flatten() if where and isinstance(where.this, exp.And) else [where.this] if where else []
    conjuncts = [c.this if isinstance(c, exp.Paren) else c for c in conjuncts]
    found = []
    for conjunct in conjuncts:
        columns = {column.name for column in conjunct.find_all(exp.Column)}
        if columns and columns <= set(keys):
            found.append(conjunct)
    return found


def literals(conditions, key):
    """The values that conditions like `account = 'x'` or `account IN ('x', 'y')` name."""
    for condition in conditions:
        if isinstance(condition, exp.EQ) and condition.this.name == key:
            return [condition.expression.name]
        if isinstance(condition, exp.In) and condition.this.name == key:
            return [item.name for item in condition.expressions]
    return []


def answer(connection, tables, query, today):
    statement = sqlglot.parse_one(query['sql'], read='athena')
    bind(statement, query.get('parameters', []), today)
    reference = statement.find(exp.Table)
    table = tables[f'{reference.db}.{reference.name}']
    conditions = partition_conditions(statement, table.keys)
    pruned_by = sorted({column.name for c in conditions for column in c.find_all(exp.Column)})

    choices = [table.values(key, literals(conditions, key)) for key in table.keys]
    projected = [dict(zip(table.keys, values)) for values in itertools.product(*choices)]
    if conditions:
        connection.execute('CREATE OR REPLACE TABLE partitions AS SELECT UNNEST(?::STRUCT(%s)[], recursive := true)'
                           % ', '.join(f'{key} VARCHAR' for key in table.keys), [projected])
        where = ' AND '.join(f"({c.sql(dialect='duckdb')})" for c in conditions)
        rows = connection.execute(f"SELECT {', '.join(table.keys)} FROM partitions WHERE {where}").fetchall()
        projected = [dict(zip(table.keys, row)) for row in rows]

    files, size = [], 0
    types = {**{name: kind.duckdb() for name, kind in table.columns.items()}, **{key: 'VARCHAR' for key in table.keys}}
    with tempfile.NamedTemporaryFile('w', suffix='.ndjson') as records:
        for values in projected:
            for key in table.files(values):
                files.append(key)
                size += os.path.getsize(os.path.join(table.root, key))
                records.write(table.records(key, values))
        records.flush()
        connection.execute('CREATE OR REPLACE TABLE records AS SELECT * FROM read_json(?, format := \'newline_delimited\', columns := {%s})'
                           % ', '.join(f"'{name}': '{kind}'" for name, kind in types.items()), [records.name])
    reference.replace(exp.to_table('records'))
    rows_of_structs(statement)
    cursor = connection.execute(statement.sql(dialect='duckdb'))
    names = [column[0] for column in cursor.description]
    return {
        'columns': names,
        'rows': [dict(zip(names, row)) for row in cursor.fetchall()],
        'prunedBy': pruned_by,
        'partitions': len(projected),
        'files': files,
        'bytes': size,
    }


def main():
    job = json.load(sys.stdin)
    today = datetime.date.fromisoformat(job['today'])
    tables = {name: Table(definition, job['root'], job['bucket'], today) for name, definition in job['tables'].items()}
    answers = []
    for query in job['queries']:
        connection = duckdb.connect()
        started = time.process_time()
        try:
            result = answer(connection, tables, query, today)
        except Exception as error:  # the caller decides what an error means
            result = {'error': f'{type(error).__name__}: {error}'}
        answers.append({**result, 'cpuSeconds': time.process_time() - started})
    json.dump(answers, sys.stdout, default=str)


main()
