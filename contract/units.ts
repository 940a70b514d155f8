import * as v from 'valibot'
import { Id } from './common.ts'

export const UNIT_LEVELS = ['city', 'district', 'street', 'community'] as const
export const UnitLevel = v.picklist(UNIT_LEVELS)
export type UnitLevel = v.InferOutput<typeof UnitLevel>

export const UNIT_LEVEL_LABEL: Record<UnitLevel, string> = {
  city: '市',
  district: '区',
  street: '街道',
  community: '社区',
}

/** A node of the administrative tree (区 / 街道 / 社区). Tasks belong to a community. */
export const Unit = v.object({
  id: Id,
  parentId: v.nullable(Id),
  level: UnitLevel,
  name: v.string(),
  /** The WeCom department this unit was made from; null where it was made by file. */
  departmentId: v.nullable(v.number()),
})
export type Unit = v.InferOutput<typeof Unit>

/** What a lead decided for one WeCom department: which level it is, or that it is no unit. */
const DepartmentMapping = v.object({
  departmentId: v.number(),
  level: v.nullable(UnitLevel),
})

export const Department = v.object({
  departmentId: v.number(),
  parentDepartmentId: v.nullable(v.number()),
  name: v.string(),
  depth: v.number(),
  memberCount: v.number(),
  /** The mapping in force, or the one suggested from the name; null: not a unit. */
  level: v.nullable(UnitLevel),
  mapped: v.boolean(),
})
export type Department = v.InferOutput<typeof Department>

export const MapDepartments = v.object({ mappings: v.pipe(v.array(DepartmentMapping), v.maxLength(2000)) })
export type MapDepartments = v.InferOutput<typeof MapDepartments>

export const DirectorySync = v.object({ units: v.number(), staff: v.number(), left: v.number() })
export type DirectorySync = v.InferOutput<typeof DirectorySync>

export const UnitList = v.object({ units: v.array(Unit) })
export type UnitList = v.InferOutput<typeof UnitList>
