import { describe, expect, it } from 'vitest'
import type { WorkbookForm } from '@/api/jobs'
import { formsOf, goalPath, placeOf, stateText, tally, type Intake, type Outcome } from './data'

const form = (outcome: Outcome, sheet = '表'): WorkbookForm => ({
  file: 'a.xlsx',
  sheet,
  kind: 'project',
  goal: null,
  project_code: '',
  project_name: '',
  unit_name: '',
  outcome,
  outcome_label: '',
  why: '',
  taken: '',
  clashes: 0,
  changes_total: 0,
  changes: [],
  findings_total: 0,
  findings: [],
})
const intake = (dryRun: boolean, ...outcomes: Outcome[]): Intake => {
  const count = (of: Outcome) => outcomes.filter((o) => o === of).length
  return {
    file: new File([], 'a.xlsx'),
    job: '1',
    marked: '',
    report: {
      dry_run: dryRun,
      files: 1,
      changed: count('changed'),
      unchanged: count('unchanged'),
      refused: count('refused'),
      forms: outcomes.map((o) => form(o)),
    },
  }
}

describe('forms of several files', () => {
  it('are counted together', () => {
    expect(tally([intake(true, 'changed', 'refused'), intake(true, 'changed')])).toEqual({ changed: 2, unchanged: 0, refused: 1 })
  })
  it('stand in the order of what needs somebody', () => {
    const shown = formsOf([intake(true, 'unchanged', 'changed'), intake(true, 'refused')], '')
    expect(shown.map((f) => f.outcome)).toEqual(['refused', 'changed', 'unchanged'])
  })
  it('can be narrowed to one outcome', () => {
    expect(formsOf([intake(true, 'unchanged', 'changed')], 'changed')).toHaveLength(1)
  })
})

describe('the sentence of state', () => {
  it('asks for a dry run first', () => expect(stateText([])).toContain('先预检'))
  it('says what would change after a dry run and what was taken after that', () => {
    expect(stateText([intake(true, 'changed', 'refused')])).toBe('2 张表：1 张有变化，0 张没有变化，1 张不能导入')
    expect(stateText([intake(false, 'changed')])).toBe('1 张表：1 张已导入，0 张没有变化，0 张不能导入')
  })
})

describe('where a form stands', () => {
  it('is its file alone when the file is no workbook', () => expect(placeOf(form('refused', ''))).toBe('a.xlsx'))
  it('is file and sheet', () => expect(placeOf(form('changed', '表二'))).toBe('a.xlsx · 表二'))
})

describe('the page of a form', () => {
  it('is that of the project goal', () => expect(goalPath({ ...form('changed'), goal: '7' })).toBe('/goals/7'))
  it('is that of the department', () =>
    expect(goalPath({ ...form('changed'), kind: 'department', goal: '7' })).toBe('/department-goals/7'))
})
