import { testFlag } from '../../helpers/flags';

testFlag('CloudTrailGlobalServiceEventsEnabled', 'IncludeGlobalServiceEvents', 'The trail leaves out global services: IncludeGlobalServiceEvents is not true.');
