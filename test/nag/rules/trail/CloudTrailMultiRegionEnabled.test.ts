import { testFlag } from '../../helpers/flags';

testFlag('CloudTrailMultiRegionEnabled', 'IsMultiRegionTrail', 'The trail records one Region: IsMultiRegionTrail is not true.');
