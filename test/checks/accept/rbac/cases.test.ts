import { testLabelledCases } from '../core/support';

testLabelledCases(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'], 80, 89);
