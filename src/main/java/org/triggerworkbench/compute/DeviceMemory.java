package org.triggerworkbench.compute;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;

/** Memory of a CUDA card as its driver sees it, other programs' included. */
public final class DeviceMemory {
    private DeviceMemory() {}

    /** Bytes in use; empty for the processor, whose memory {@link SystemMemory} tells. */
    public static OptionalLong usedBytes(ComputeDevice device) {
        return device.isCuda()
                ? OptionalLong.of(
                        CudaUtils.getGpuMemory(Device.gpu(device.cuda())).getUsed())
                : OptionalLong.empty();
    }
}
