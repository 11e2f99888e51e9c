import { testFlag } from '../../helpers/flags';

testFlag('CloudTrailLogFileValidationEnabled', 'EnableLogFileValidation', 'The trail writes no digest files: EnableLogFileValidation is not true.');
