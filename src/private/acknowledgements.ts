import type { WellArchitectedTrail } from '../well-architected-trail';

export function acknowledgeByDesign(_trail: WellArchitectedTrail): void {
}
