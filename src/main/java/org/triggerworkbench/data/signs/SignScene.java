package org.triggerworkbench.data.signs;

import java.util.SplittableRandom;

/**
 * Everything that is decided about one image before it is drawn; its captions are read off it.
 *
 * @param sign the class
 * @param radius of the board in pixels
 * @param centreX of the board in pixels
 * @param centreY of the board in pixels
 * @param roll in radians, clockwise in the image plane
 * @param yaw in radians about the vertical axis: the board is seen from the side
 * @param pitch in radians about the horizontal axis: the board is seen from below
 * @param clutter number of things that stand behind the sign
 * @param detail seed of everything that has no name: where the trees stand, the grain
 */
record SignScene(
        Sign sign,
        Place place,
        Light light,
        Weather weather,
        Blur blur,
        Occlusion occlusion,
        double radius,
        double centreX,
        double centreY,
        double roll,
        double yaw,
        double pitch,
        int clutter,
        long detail) {

    enum Place {
        SKY,
        TREES,
        CITY,
        FIELD,
        WALL,
        HILLS
    }

    enum Light {
        NOON,
        CLOUDY,
        DUSK,
        DAWN,
        NIGHT
    }

    enum Weather {
        DRY,
        FOG,
        SNOW
    }

    enum Blur {
        SHARP,
        SOFT,
        MOTION
    }

    enum Occlusion {
        NONE,
        LEAVES,
        STICKER,
        POST
    }

    static SignScene draw(Sign sign, RoadSigns.Domain domain, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Place place = Place.values()[random.nextInt(6)];
        Light light = Light.values()[random.nextInt(4)];
        Weather weather = Weather.DRY;
        if (domain == RoadSigns.Domain.SHIFTED) {
            switch (random.nextInt(3)) {
                case 0 -> light = Light.NIGHT;
                case 1 -> weather = Weather.FOG;
                default -> weather = Weather.SNOW;
            }
        }
        double sharpness = random.nextDouble();
        Blur blur = sharpness < 0.6 ? Blur.SHARP : sharpness < 0.82 ? Blur.SOFT : Blur.MOTION;
        double hiding = random.nextDouble();
        Occlusion occlusion = hiding < 0.64
                ? Occlusion.NONE
                : hiding < 0.78 ? Occlusion.LEAVES : hiding < 0.9 ? Occlusion.STICKER : Occlusion.POST;
        double radius = random.nextDouble(15.5, 28);
        double room = Math.max(1.5, 30 - radius);
        return new SignScene(
                sign,
                place,
                light,
                weather,
                blur,
                occlusion,
                radius,
                32 + random.nextDouble(-1, 1) * room,
                31 + random.nextDouble(-1, 1) * room,
                StrictMath.toRadians(15) * random.nextDouble(-1, 1),
                StrictMath.toRadians(42) * random.nextDouble(-1, 1),
                StrictMath.toRadians(18) * random.nextDouble(-1, 1),
                random.nextInt(4),
                random.nextLong());
    }
}
