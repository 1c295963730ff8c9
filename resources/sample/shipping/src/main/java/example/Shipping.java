// The postage of a parcel. The event's JSON becomes a Parcel by the names of its fields, and the Offer
// becomes the response. javac compiles this when it is saved; an error shows where it is.
package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

public class Shipping implements RequestHandler<Shipping.Parcel, Shipping.Offer> {
    public static class Parcel {
        public String country;
        public double kilograms;
    }

    public static class Offer {
        public String country;
        public String price;
        public int days;
    }

    // Made once, when an environment starts: it is there for all its invocations.
    private final Map<String, Integer> days = Map.of("DE", 1, "FR", 3, "JP", 9);

    @Override
    public Offer handleRequest(Parcel parcel, Context context) {
        context.getLogger().log("Parcel of " + parcel.kilograms + " kg to " + parcel.country + "\n");
        Offer offer = new Offer();
        offer.country = parcel.country;
        offer.days = days.get(parcel.country); // no such country: null, and that is no int
        offer.price = String.format("%.2f EUR", 4.5 + 2.2 * parcel.kilograms * offer.days);
        return offer;
    }
}
