import { testLabelledCases } from '../core/support';

testLabelledCases(['PersistentVolume', 'PersistentVolumeClaim', 'StorageClass', 'CSIDriver'], 70, 79);
